package io.xvad.cli.demo;

import io.xvad.core.explain.AttributeDeviation;
import io.xvad.evaluation.video.WatchedVideo;
import io.xvad.metrics.detection.DetectionFigures;
import io.xvad.video.event.VideoEvent;
import java.util.List;

/**
 * How a detector did on a synthetic scene.
 *
 * @param test the scene
 * @param watched what it looked like to the detector
 */
record SceneResult(TestScene test, WatchedVideo watched) {

    /** Area under the ROC curve over the frames of the scene; NaN if all are normal or all anomalous. */
    double frameAuc() {
        return DetectionFigures.of(watched.scores(), test.labels()).auroc();
    }

    /** Events at something truly anomalous. */
    List<VideoEvent> trueEvents() {
        return watched.events().stream().filter(test::isTrue).toList();
    }

    int falseEvents() {
        return watched.events().size() - trueEvents().size();
    }

    /** True events whose first attribute is the one that was made anomalous. */
    int rightlyNamed() {
        return (int) trueEvents().stream().filter(this::isRight).count();
    }

    private boolean isRight(VideoEvent event) {
        return event.attributes().stream()
                .findFirst()
                .map(AttributeDeviation::attribute)
                .filter(test.right()::contains)
                .isPresent();
    }
}
