package io.xvad.video.stream;

import io.xvad.core.detect.Capabilities;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.stream.ScoresFrames;

/**
 * The learned part of a detector of clips, of which {@link FittedVideoDetector} makes a fitted detector: it scores frames, without
 * smoothing, and is saved. Immutable and thread-safe; close it to free native memory.
 */
public interface VideoModel extends ScoresFrames, AutoCloseable {

    /** Writes what is needed to come back. */
    void save(ModelWriter model);

    /** The capabilities it has beyond scoring frames; the same at every call. */
    default Capabilities capabilities() {
        return Capabilities.none();
    }

    @Override
    void close();
}
