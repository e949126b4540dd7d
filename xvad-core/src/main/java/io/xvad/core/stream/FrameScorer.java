package io.xvad.core.stream;

import java.util.List;

/**
 * Scores the frames of one video. Every frame pushed comes out once, in order; it may come out a few frames late,
 * when there are enough to see motion. Not thread-safe.
 */
public interface FrameScorer extends AutoCloseable {

    /**
     * The next frame.
     *
     * @return what is known now that was not before, often one frame
     * @throws IllegalArgumentException if the frame has another size than those before
     */
    List<ScoredFrame> push(Frame frame);

    /** No frame follows. */
    List<ScoredFrame> finish();

    @Override
    void close();
}
