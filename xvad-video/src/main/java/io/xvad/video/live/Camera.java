package io.xvad.video.live;

import io.xvad.video.dataset.Video;
import io.xvad.video.read.FrameSource;
import io.xvad.video.read.LiveOptions;
import io.xvad.video.read.LiveStream;
import io.xvad.video.read.SourceAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A source of frames that is watched under a name. Immutable.
 *
 * @param name by which its events are called; not blank
 * @param opening opens the source, on a thread of its own
 */
public record Camera(String name, Opening opening) {

    private static final double FOLDER_RATE = 25;

    /** Opens a source. */
    @FunctionalInterface
    public interface Opening {

        /**
         * Opens it.
         *
         * @param notices hears what happens to the source, a sentence each without its full stop
         * @throws io.xvad.core.XvadDataException if that is not possible
         */
        FrameSource open(Consumer<String> notices);
    }

    public Camera {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a camera needs a name that is not blank");
        }
    }

    /** A camera, a stream, a file or a folder of frames; where a folder does not know its rate, it is that of the options, or 25. */
    public static Camera of(String name, SourceAddress address, LiveOptions options) {
        return new Camera(name, notices -> address.file()
                .map(file -> video(name, file, options).open())
                .orElseGet(() -> LiveStream.open(address, options, notices)));
    }

    private static Video video(String name, Path file, LiveOptions options) {
        if (Files.isDirectory(file)) {
            return Video.folder(name, file, options.rate().orElse(FOLDER_RATE));
        }
        return options.rate().isPresent()
                ? Video.file(name, file, options.rate().getAsDouble())
                : Video.file(name, file);
    }
}
