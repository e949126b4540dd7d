package io.xvad.video.stream;

import io.xvad.core.model.ModelWriter;
import io.xvad.core.stream.ScoresFrames;
import java.util.Optional;

/** What is a video detector's own once it has learned; {@link FittedVideoDetector} makes a fitted detector of it. Thread-safe. */
public interface VideoModel extends ScoresFrames, AutoCloseable {

    /** Writes what is needed to come back. */
    void save(ModelWriter model);

    /** What it can do beyond scoring frames; see {@link io.xvad.core.detect.FittedDetector#capability}. */
    default <C> Optional<C> capability(Class<C> type) {
        return Optional.empty();
    }

    @Override
    void close();
}
