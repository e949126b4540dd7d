package io.xvad.video.language.frame;

import io.xvad.core.progress.Cancellation;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.ScoredFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps the frames of a video, and scores them when it has ended. Not thread-safe. */
public final class LookAheadScorer implements FrameScorer {

    /** Scores a whole video. */
    @FunctionalInterface
    public interface Judge {

        /** Scores all frames at once. */
        Scores score(Positions positions);
    }

    /**
     * What is said of a video.
     *
     * @param values one for each position
     * @param remarks what a reader of the scores should know
     */
    public record Scores(double[] values, List<String> remarks) {}

    private final ClipGrid grid;
    private final Judge judge;
    private final KeptVideo video = new KeptVideo();
    private final List<String> remarks = new ArrayList<>();

    /** A scorer of one video. */
    public LookAheadScorer(ClipGrid grid, Judge judge) {
        this.grid = grid;
        this.judge = judge;
    }

    @Override
    public List<ScoredFrame> push(Frame frame) {
        Cancellation.check();
        video.add(frame);
        return List.of();
    }

    @Override
    public List<ScoredFrame> finish() {
        List<ScoredFrame> scored = new ArrayList<>();
        finish(scored::add);
        return scored;
    }

    @Override
    public void finish(Consumer<ScoredFrame> sink) {
        if (video.size() == 0) {
            return;
        }
        Positions positions = Positions.of(video, grid);
        Scores scores = judge.score(positions);
        remarks.addAll(scores.remarks);
        for (int i = 0; i < video.size(); i++) {
            Cancellation.check();
            sink.accept(new ScoredFrame(video.get(i), scores.values[positions.before(i)], Optional.empty(), List.of()));
        }
    }

    @Override
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    @Override
    public void close() {
        video.close();
    }
}
