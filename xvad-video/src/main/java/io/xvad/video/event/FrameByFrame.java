package io.xvad.video.event;

import io.xvad.core.Detection;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.ScoredFrame;
import java.util.List;

/** Scores each frame by itself, with a detector of images. Thread-safe. */
record FrameByFrame(FittedDetector detector) implements FrameScorer {

    @Override
    public List<ScoredFrame> push(Frame frame) {
        Detection detection = detector.detect(frame.image());
        return List.of(new ScoredFrame(
                frame, detection.score(), detection.maps().stream().findFirst(), List.of()));
    }

    @Override
    public List<ScoredFrame> finish() {
        return List.of();
    }

    @Override
    public void close() {}
}
