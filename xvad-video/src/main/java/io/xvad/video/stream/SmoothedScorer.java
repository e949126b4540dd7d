package io.xvad.video.stream;

import io.xvad.core.stream.Frame;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.ScoredFrame;
import java.util.List;
import java.util.function.Consumer;

/** Smooths scores exponentially in time, by time stamps, so that no frame waits for a later one. */
final class SmoothedScorer implements FrameScorer {

    private final FrameScorer inner;
    private final double seconds;
    private double smooth = Double.NaN;
    private double latest;

    SmoothedScorer(FrameScorer inner, double seconds) {
        this.inner = inner;
        this.seconds = seconds;
    }

    @Override
    public List<ScoredFrame> push(Frame frame) {
        return inner.push(frame).stream().map(this::smoothed).toList();
    }

    @Override
    public List<ScoredFrame> finish() {
        return inner.finish().stream().map(this::smoothed).toList();
    }

    @Override
    public void finish(Consumer<ScoredFrame> sink) {
        inner.finish(scored -> sink.accept(smoothed(scored)));
    }

    @Override
    public List<String> remarks() {
        return inner.remarks();
    }

    private ScoredFrame smoothed(ScoredFrame scored) {
        double now = scored.frame().seconds();
        double kept = Double.isNaN(smooth) ? 0 : Math.exp(-(now - latest) / seconds);
        smooth = kept == 0 ? scored.score() : kept * smooth + (1 - kept) * scored.score();
        latest = now;
        return scored.withScore(smooth);
    }

    @Override
    public void close() {
        inner.close();
    }
}
