package io.xvad.data.packed;

import io.xvad.core.Image;
import java.nio.file.Path;

/** A file that holds many images. Each is read when asked for. Thread-safe. */
public interface PackedImages {

    /** Where it is. */
    Path file();

    /** Number of images, at least 0. */
    int size();

    /**
     * Reads an image; its id is that of {@link #source}.
     *
     * @param index from 0 to {@code size() - 1}
     * @throws IndexOutOfBoundsException if there is no such image
     * @throws io.xvad.core.XvadDataException naming the file, if it cannot be read
     */
    Image read(int index);

    /** One of the images, called {@code FILE#INDEX}. */
    default PackedImage source(int index) {
        return new PackedImage(this, index);
    }
}
