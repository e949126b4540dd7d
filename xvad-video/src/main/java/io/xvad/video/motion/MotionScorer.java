package io.xvad.video.motion;

import io.xvad.core.Clip;
import io.xvad.core.stream.Finding;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.core.stream.ScoresFrames;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Scores frames by what moves in them. The first frames, before which too little was seen, get the score of the first one that could be
 * scored, and the last frames that of the last one; a video that ends before there is one is followed by copies of its last frame, as
 * if everything had stopped. Not thread-safe.
 */
public final class MotionScorer implements FrameScorer {

    private final MotionSource source;
    private final Function<Motion, Optional<ScoredFrame>> scoring;
    private final Deque<Frame> waiting = new ArrayDeque<>();
    private Optional<ScoredFrame> latest = Optional.empty();

    /**
     * A scorer over a source, which is closed with it.
     *
     * @param scoring of the frame itself or, a few frames late, one before it; empty until it has seen enough
     */
    public MotionScorer(MotionSource source, Function<Motion, Optional<ScoredFrame>> scoring) {
        this.source = source;
        this.scoring = scoring;
    }

    @Override
    public List<ScoredFrame> push(Frame frame) {
        waiting.addLast(frame);
        Optional<ScoredFrame> scored = source.push(frame).flatMap(scoring);
        latest = scored.or(() -> latest);
        return scored.map(one -> released(one, one.frame().index())).orElse(List.of());
    }

    /** The frames that wait, up to the last one that this score holds for. */
    private List<ScoredFrame> released(ScoredFrame scored, long last) {
        List<ScoredFrame> out = new ArrayList<>();
        while (!waiting.isEmpty() && waiting.peekFirst().index() <= last) {
            out.add(scored.of(waiting.removeFirst()));
        }
        return out;
    }

    @Override
    public List<ScoredFrame> finish() {
        if (waiting.isEmpty()) {
            return List.of();
        }
        Frame last = waiting.peekLast();
        while (latest.isEmpty()) {
            latest = source.push(last).flatMap(scoring);
        }
        return released(latest.get(), last.index());
    }

    /** The most anomalous finding in a clip; empty if nothing was found. */
    public static Optional<Finding> most(ScoresFrames detector, Clip clip) {
        return detector.scored(clip).stream()
                .flatMap(scored -> scored.findings().stream())
                .max(Comparator.comparingDouble(Finding::score));
    }

    @Override
    public void close() {
        source.close();
    }
}
