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
     */
    List<ScoredFrame> push(Frame frame);

    /** Ends the video, and scores the frames that still wait. */
    List<ScoredFrame> finish();

    @Override
    void close();
}
