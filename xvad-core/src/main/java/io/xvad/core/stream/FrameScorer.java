package io.xvad.core.stream;

import java.util.List;

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

    /** Frees what belongs to this scorer; also after the model that gave it was closed. */
    @Override
    void close();
}
