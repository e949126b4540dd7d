package io.xvad.video.stream;

import io.xvad.core.detect.Capabilities;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.stream.ScoresFrames;

/**
 * What a detector of clips has learned, of which {@link FittedVideoDetector} makes a fitted detector: it scores frames, without
 * smoothing, and is saved. Immutable and thread-safe; close it to free native memory.
 */
public interface VideoModel extends ScoresFrames, AutoCloseable {

    /** Writes what is needed to come back. */
    void save(ModelWriter model);

    /** What it can do beyond scoring frames; the same at every call. */
    default Capabilities capabilities() {
        return Capabilities.none();
    }

    @Override
    void close();
}
