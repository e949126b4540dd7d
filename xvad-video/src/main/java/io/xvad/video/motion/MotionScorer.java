package io.xvad.video.motion;

import io.xvad.core.Clip;
import io.xvad.video.read.Frame;
import io.xvad.video.stream.Finding;
import io.xvad.video.stream.FrameScorer;
import io.xvad.video.stream.ScoredFrame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Scores frames by what moves in them. The first frame has no motion yet and is given what the second was. Not thread-safe.
 */
public final class MotionScorer implements FrameScorer {

    private final MotionSource source;
    private final Function<Motion, ScoredFrame> scoring;
    private Optional<Frame> first = Optional.empty();

    /** A scorer over a source, which is closed with it. */
    public MotionScorer(MotionSource source, Function<Motion, ScoredFrame> scoring) {
        this.source = source;
        this.scoring = scoring;
    }

    @Override
    public List<ScoredFrame> push(Frame frame) {
        Optional<ScoredFrame> scored = source.push(frame).map(scoring);
        if (scored.isEmpty()) {
            first = Optional.of(frame);
            return List.of();
        }
        List<ScoredFrame> out = new ArrayList<>();
        first.ifPresent(one -> out.add(scored.get().of(one)));
        first = Optional.empty();
        out.add(scored.get());
        return out;
    }

    /** A video of one frame is one in which nothing moved. */
    @Override
    public List<ScoredFrame> finish() {
        Optional<Frame> waiting = first;
        return waiting.map(frame -> push(new Frame(frame.index() + 1, frame.seconds(), frame.image()))
                        .subList(0, 1))
                .orElse(List.of());
    }

    /** The most anomalous finding in a clip. The scorer is closed. */
    public static Optional<Finding> most(FrameScorer scorer, Clip clip) {
        try (scorer) {
            List<ScoredFrame> scored = new ArrayList<>();
            for (Frame frame : Frame.of(clip)) {
                scored.addAll(scorer.push(frame));
            }
            scored.addAll(scorer.finish());
            return scored.stream()
                    .flatMap(one -> one.findings().stream())
                    .max(Comparator.comparingDouble(Finding::score));
        }
    }

    @Override
    public void close() {
        source.close();
    }
}
