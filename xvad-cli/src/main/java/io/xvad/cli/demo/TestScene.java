package io.xvad.cli.demo;

import io.xvad.core.Box;
import io.xvad.evaluation.video.AnomalousSpans;
import io.xvad.metrics.video.EventMatching.Span;
import io.xvad.video.event.VideoEvent;
import io.xvad.video.scene.SceneAnomaly;
import io.xvad.video.scene.SyntheticScene;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A synthetic scene to test on, and what is true of it.
 *
 * @param kind what is wrong in it; nothing if empty
 * @param scene the scene
 * @param framesPerSecond its rate
 */
record TestScene(Optional<SceneAnomaly> kind, SyntheticScene scene, double framesPerSecond) {

    String name() {
        return kind.map(one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .orElse("normal");
    }

    /** Whether something anomalous can be seen, for each frame. */
    boolean[] labels() {
        boolean[] labels = new boolean[scene.size()];
        scene.boxes().forEach(box -> labels[box.frame()] = true);
        return labels;
    }

    List<Span> spans() {
        return AnomalousSpans.of(labels(), frame -> frame / framesPerSecond);
    }

    /** The attributes that rightly come first in an event of this kind. */
    Set<String> right() {
        return kind.map(SceneAnomaly::attributes).orElse(Set.of());
    }

    /** Whether the box of an event, in the frame of its peak, touches something truly anomalous. */
    boolean isTrue(VideoEvent event) {
        List<Box> there = new ArrayList<>();
        scene.boxes().stream()
                .filter(box -> box.frame() == event.peak().index())
                .forEach(box -> there.add(box.box()));
        return there.stream().anyMatch(box -> touch(box, event.box()));
    }

    private static boolean touch(Box one, Box other) {
        return one.x() < other.x() + other.width()
                && other.x() < one.x() + one.width()
                && one.y() < other.y() + other.height()
                && other.y() < one.y() + one.height();
    }
}
