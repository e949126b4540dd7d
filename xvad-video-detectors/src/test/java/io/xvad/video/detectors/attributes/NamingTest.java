package io.xvad.video.detectors.attributes;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.video.motion.MotionScorer;
import io.xvad.video.scene.SceneAnomaly;
import io.xvad.video.scene.SyntheticScene;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The short version of {@code SyntheticVideo} in xvad-benchmarks, on few and small scenes: what was made anomalous is mostly named
 * first.
 */
class NamingTest {

    private static final int HEIGHT = 120;
    private static final int WIDTH = 180;
    private static final int FRAMES = 100;

    private static SyntheticScene scene(Optional<SceneAnomaly> kind, int frames, long seed) {
        SplittableRandom random = new SplittableRandom(5);
        float[] values = new float[3 * HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(0.4, 0.6);
        }
        Image ground = Image.of("ground", 3, HEIGHT, WIDTH, values);
        return SyntheticScene.of("scene-" + seed, ground, frames, 25, kind, seed);
    }

    private static FittedDetector fitted() {
        List<Sample> normals = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            normals.add(scene(Optional.empty(), 50, i).clip());
        }
        return Training.of(new Attributes())
                .withOptions(Map.of("input-size", "32"))
                .withHeldOut(0)
                .fit(Samples.of(normals));
    }

    @Test
    void theKindOfAnomalyIsNamedFirst() {
        Map<SceneAnomaly, String> named = new EnumMap<>(SceneAnomaly.class);
        try (FittedDetector fitted = fitted()) {
            ScoresFrames detector = fitted.capability(ScoresFrames.class).orElseThrow();
            for (SceneAnomaly kind : SceneAnomaly.values()) {
                named.put(
                        kind,
                        MotionScorer.most(
                                        detector,
                                        scene(Optional.of(kind), FRAMES, 20 + kind.ordinal())
                                                .clip())
                                .orElseThrow()
                                .attributes()
                                .get(0)
                                .attribute());
            }
        }
        assertThat(named.entrySet().stream()
                        .filter(one -> one.getKey().attributes().contains(one.getValue())))
                .as("rightly named of %s", named)
                .hasSizeGreaterThanOrEqualTo(4);
    }
}
