package io.xvad.data.image;

import io.xvad.core.Image;
import io.xvad.core.Sample;
import java.nio.file.Path;

/**
 * An image in a file of its own.
 *
 * @param file of any format that {@link ImageReader} reads
 */
record ImageFile(Path file) implements ImageSource {

    @Override
    public String id() {
        return file.toString();
    }

    @Override
    public Image read(ImageReader reader) {
        return reader.read(file);
    }

    @Override
    public Sample open(ImageReader reader) {
        return reader.open(file);
    }
}
