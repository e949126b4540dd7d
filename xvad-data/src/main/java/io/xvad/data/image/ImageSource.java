package io.xvad.data.image;

import io.xvad.core.Image;
import io.xvad.core.Sample;
import java.nio.file.Path;

/** An image on disk that is read each time it is asked for. Immutable and thread-safe. */
public interface ImageSource {

    /** The file that it is in, perhaps with others. */
    Path file();

    /** Its name, which no other image has. */
    String id();

    /**
     * Reads it; its id is {@link #id()}.
     *
     * @param reader reads image files; not asked for an image that is stored otherwise
     * @throws io.xvad.core.XvadDataException if it cannot be read
     */
    Image read(ImageReader reader);

    /**
     * Reads it, or opens it to be read region by region if it is large, as {@link ImageReader#open} does.
     *
     * @throws io.xvad.core.XvadDataException if it cannot be read
     */
    default Sample open(ImageReader reader) {
        return read(reader);
    }

    /** An image file; need not be there before it is read. */
    static ImageSource of(Path file) {
        return new ImageFile(file);
    }
}
