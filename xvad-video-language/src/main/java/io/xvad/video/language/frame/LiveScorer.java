package io.xvad.video.language.frame;

import io.xvad.core.progress.Cancellation;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.ScoredFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Scores each position of a video when it comes, by what came before it, and the frames up to the next position likewise. Frames before the first position that has a score wait for it. Not thread-safe. */
public final class LiveScorer implements FrameScorer {

    /** Judges the positions of one video, in order. */
    public interface Judge {

        /**
         * The score of the next position; empty if none can be given yet, which none may be after one that has a score.
         *
         * @throws IllegalArgumentException if too many had none for it to go on
         */
        OptionalDouble score(Frame position);

        /** What a reader of the scores should know. */
        List<String> remarks();
    }

    private final ClipGrid grid;
    private final Judge judge;
    private final List<Frame> waiting = new ArrayList<>();
    private Optional<Frame> before = Optional.empty();
    private OptionalDouble score = OptionalDouble.empty();

    /** A scorer of one video. */
    public LiveScorer(ClipGrid grid, Judge judge) {
        this.grid = grid;
        this.judge = judge;
    }

    @Override
    public List<ScoredFrame> push(Frame frame) {
        Cancellation.check();
        boolean position = before.map(last -> grid.stretch(last.seconds()) != grid.stretch(frame.seconds()))
                .orElseGet(() -> grid.begins(frame.seconds()));
        before = Optional.of(frame);
        waiting.add(frame);
        if (position) {
            score = judge.score(frame);
        }
        return score.isPresent() ? scored(score.getAsDouble()) : List.of();
    }

    private List<ScoredFrame> scored(double value) {
        List<ScoredFrame> scored = waiting.stream()
                .map(frame -> new ScoredFrame(frame, value, Optional.empty(), List.of()))
                .toList();
        waiting.clear();
        return scored;
    }

    /**
     * A video that ends before it has a score is judged by its first frame.
     *
     * @throws IllegalArgumentException if that has none either
     */
    @Override
    public List<ScoredFrame> finish() {
        if (waiting.isEmpty()) {
            return List.of();
        }
        return scored(judge.score(waiting.get(0))
                .orElseThrow(() ->
                        new IllegalArgumentException("no answer of the model about a frame of the video can be read")));
    }

    @Override
    public List<String> remarks() {
        return judge.remarks();
    }

    @Override
    public void close() {}
}
