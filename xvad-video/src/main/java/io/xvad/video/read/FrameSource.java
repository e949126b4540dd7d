package io.xvad.video.read;

import io.xvad.core.Clip;
import io.xvad.core.stream.Frame;
import java.util.Iterator;
import java.util.List;
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

    /**
     * What whoever uses the frames should know of what was read so far, a sentence each without its full stop: that there are no time
     * stamps, that frames are damaged or missing. Empty if nothing is out of the ordinary.
     */
    default List<String> remarks() {
        return List.of();
    }

    /** Whether frames come at a pace of their own and are lost if nobody takes them, as those of a camera; a file waits. */
    default boolean live() {
        return false;
    }

    @Override
    void close();

    /** The frames of a clip; closing it does nothing. */
    static FrameSource of(Clip clip) {
        Iterator<Frame> frames = Frame.of(clip).iterator();
        return new FrameSource() {
            @Override
            public String id() {
                return clip.id();
            }

            @Override
            public double framesPerSecond() {
                return clip.framesPerSecond();
            }

            @Override
            public Optional<Frame> next() {
                return frames.hasNext() ? Optional.of(frames.next()) : Optional.empty();
            }

            @Override
            public void close() {}
        };
    }
}
