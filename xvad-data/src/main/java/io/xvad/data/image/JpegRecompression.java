package io.xvad.data.image;

import io.xvad.core.Image;
import java.util.function.UnaryOperator;

/**
 * Compresses an image with JPEG and decodes it again: a change that an explanation should outlive. Immutable and
 * thread-safe.
 *
 * @param quality from 0 (worst) to 1
 */
public record JpegRecompression(double quality) implements UnaryOperator<Image> {

    public JpegRecompression {
        if (!(quality >= 0 && quality <= 1)) {
            throw new IllegalArgumentException("JPEG quality must be in [0, 1], got " + quality);
        }
    }

    @Override
    public Image apply(Image image) {
        return ImageReader.withDefaults().read(image.id(), ImageWriter.jpeg(ImageWriter.buffered(image), quality));
    }
}
