package io.xvad.cli.demo;

import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.video.scene.SceneAnomaly;
import io.xvad.video.scene.SyntheticScene;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The synthetic scenes of the demo, each of its own seed: normal ones to learn from, others to calibrate on, and to test on one
 * without anything wrong and one of each kind.
 *
 * @param ground what the camera sees when nobody is there
 * @param learned number of scenes to learn from
 * @param calibrated number of scenes to calibrate on
 * @param window frames of each of these
 * @param tested frames of a scene to test on
 * @param seed everything random follows from it
 */
public record DemoScenes(Image ground, int learned, int calibrated, int window, int tested, long seed) {

    static final double FRAMES_PER_SECOND = 25;

    Samples toLearn() {
        return normals("learn", 1, learned);
    }

    Samples toCalibrate() {
        return normals("calibrate", 1 + learned, calibrated);
    }

    private Samples normals(String name, long first, int count) {
        return new Samples() {
            @Override
            public int size() {
                return count;
            }

            @Override
            public Sample get(int index) {
                return scene(id(index), window, Optional.empty(), first + index).clip();
            }

            @Override
            public String id(int index) {
                return "synthetic-" + name + "-" + index;
            }
        };
    }

    List<TestScene> toTest() {
        long first = 1 + learned + calibrated;
        List<TestScene> scenes = new ArrayList<>();
        scenes.add(test(Optional.empty(), first));
        for (SceneAnomaly kind : SceneAnomaly.values()) {
            scenes.add(test(Optional.of(kind), first + 1 + kind.ordinal()));
        }
        return scenes;
    }

    private TestScene test(Optional<SceneAnomaly> kind, long number) {
        return new TestScene(kind, scene("synthetic-test-" + number, tested, kind, number), FRAMES_PER_SECOND);
    }

    private SyntheticScene scene(String id, int frames, Optional<SceneAnomaly> kind, long number) {
        return SyntheticScene.of(id, ground, frames, FRAMES_PER_SECOND, kind, seed * 1000 + number);
    }
}
