package io.xvad.spark;

import io.xvad.data.image.ImageReader;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What decides the pixels that a reader gives, on its way to an executor. Its listener of warnings stays behind: there they are logged.
 *
 * @param maxPixels bound on the number of pixels
 * @param whiteLevel the sample value that was named as white; null if none was
 */
record ReaderSettings(long maxPixels, @Nullable Double whiteLevel) implements Serializable {

    static ReaderSettings of(ImageReader reader) {
        return new ReaderSettings(
                reader.maxPixels(),
                reader.whiteLevel().isPresent() ? reader.whiteLevel().getAsDouble() : null);
    }

    ImageReader reader() {
        ImageReader bounded = ImageReader.withDefaults().withMaxPixels(maxPixels);
        return whiteLevel == null ? bounded : bounded.withWhiteLevel(whiteLevel);
    }
}
