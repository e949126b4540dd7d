package io.xvad.video.motion;

import io.xvad.core.Clip;
import io.xvad.video.read.Frame;
import io.xvad.video.stream.Finding;
import io.xvad.video.stream.FrameScorer;
import io.xvad.video.stream.ScoredFrame;
import io.xvad.video.stream.ScoresFrames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Scores frames by what moves in them. The first frames, before which too little was seen, are given what the first scored one
 * was; a video that ends before there is one is followed by copies of its last frame, as if everything had stopped. Not
 * thread-safe.
 */
public final class MotionScorer implements FrameScorer {

    private final MotionSource source;
    private final Function<Motion, Optional<ScoredFrame>> scoring;
    private final List<Frame> waiting = new ArrayList<>();

    /**
     * A scorer over a source, which is closed with it.
     *
     * @param scoring empty until it has seen enough
     */
    public MotionScorer(MotionSource source, Function<Motion, Optional<ScoredFrame>> scoring) {
        this.source = source;
        this.scoring = scoring;
    }

    @Override
    public List<ScoredFrame> push(Frame frame) {
        Optional<ScoredFrame> scored = source.push(frame).flatMap(scoring);
        if (scored.isEmpty()) {
            waiting.add(frame);
            return List.of();
        }
        List<ScoredFrame> out = released(scored.get());
        out.add(scored.get());
        return out;
    }

    private List<ScoredFrame> released(ScoredFrame scored) {
        List<ScoredFrame> out = new ArrayList<>();
        waiting.forEach(frame -> out.add(scored.of(frame)));
        waiting.clear();
        return out;
    }

    @Override
    public List<ScoredFrame> finish() {
        if (waiting.isEmpty()) {
            return List.of();
        }
        Frame last = waiting.get(waiting.size() - 1);
        Optional<ScoredFrame> scored = Optional.empty();
        while (scored.isEmpty()) {
            scored = source.push(last).flatMap(scoring);
        }
        return released(scored.get());
    }

    /** The most anomalous finding in a clip. */
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
