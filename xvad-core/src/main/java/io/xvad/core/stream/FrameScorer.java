package io.xvad.core.stream;

import java.util.List;
import java.util.function.Consumer;

/**
 * Scores the frames of one video in order. Every frame that is pushed comes out scored exactly once and in order, perhaps a few
 * frames late, because motion is seen only over several frames. Not thread-safe; close it to free native memory.
 */
public interface FrameScorer extends AutoCloseable {

    /**
     * Takes the next frame and gives the frames whose scores are now known.
     *
     * @return the frames that can be scored now; often one, none while the scorer still waits, or several at once
     * @throws IllegalArgumentException if the frame has another size than those before
     * @throws IllegalStateException if the model that gave the scorer is closed
     */
    List<ScoredFrame> push(Frame frame);

    /**
     * Ends the video, and scores the frames that still wait.
     *
     * @throws IllegalStateException if the model that gave the scorer is closed
     */
    List<ScoredFrame> finish();

    /**
     * Ends the video as {@link #finish()} does, and hands over one frame after the other, so that those who look ahead over a whole video need not hold all of its images at once.
     *
     * @param sink takes the frames that still wait, in order
     */
    default void finish(Consumer<ScoredFrame> sink) {
        finish().forEach(sink);
    }

    /** What a reader of the scores should know of how they came about, a sentence each without a full stop; complete when the video has ended. */
    default List<String> remarks() {
        return List.of();
    }

    /** Frees what belongs to this scorer; also after the model that gave it was closed. */
    @Override
    void close();
}
