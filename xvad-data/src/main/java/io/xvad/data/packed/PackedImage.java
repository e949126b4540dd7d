package io.xvad.data.packed;

import io.xvad.core.Image;
import io.xvad.data.image.ImageReader;
import io.xvad.data.image.ImageSource;
import java.nio.file.Path;
import java.util.Objects;

/**
 * One of the images of a file that holds many.
 *
 * @param images all of them
 * @param index which, from 0
 */
public record PackedImage(PackedImages images, int index) implements ImageSource {

    public PackedImage {
        Objects.checkIndex(index, images.size());
    }

    @Override
    public Path file() {
        return images.file();
    }

    @Override
    public String id() {
        return images.file() + "#" + index;
    }

    @Override
    public Image read(ImageReader reader) {
        return images.read(index).withId(id());
    }
}
