package io.xvad.video.read;

import java.util.Optional;

/** Frames of one video, in order, all of one shape, each read when it is asked for. Not thread-safe. */
public interface FrameSource extends AutoCloseable {

    /** Name of the video, usually its path. */
    String id();

    /** Nominal frames per second, above 0. */
    double framesPerSecond();

    /**
     * The next frame; empty after the last.
     *
     * @throws io.xvad.core.XvadDataException if it cannot be read, or has another shape than the first
     */
    Optional<Frame> next();

    @Override
    void close();
}
