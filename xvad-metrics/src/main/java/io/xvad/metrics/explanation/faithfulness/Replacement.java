package io.xvad.metrics.explanation.faithfulness;

import io.xvad.core.Image;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * The replacement of pixels that are removed. Every faithfulness metric takes one, and its figure means little
 * without its name: a black square is itself an anomaly, so that removing a defect that way can raise the score.
 */
@FunctionalInterface
public interface Replacement {

    /**
     * The image without some of its pixels.
     *
     * @param removed true where a pixel is removed, row-major, as many as the image has pixels
     */
    Image replace(Image image, boolean[] removed);

    /** The same value everywhere, in [0, 1]. */
    static Replacement constant(double value) {
        return with(image -> {
            float[] values = new float[image.channels() * image.height() * image.width()];
            Arrays.fill(values, (float) value);
            return Image.of(image.id(), image.channels(), image.height(), image.width(), values);
        });
    }

    /** The mean of each channel of the image. */
    static Replacement mean() {
        return with(image -> {
            int plane = image.height() * image.width();
            float[] values = image.toArray();
            for (int c = 0; c < image.channels(); c++) {
                double sum = 0;
                for (int i = 0; i < plane; i++) {
                    sum += values[c * plane + i];
                }
                Arrays.fill(values, c * plane, (c + 1) * plane, (float) (sum / plane));
            }
            return Image.of(image.id(), image.channels(), image.height(), image.width(), values);
        });
    }

    /** Uniform noise in [0, 1), the same for every image of one shape. */
    static Replacement noise(long seed) {
        return with(image -> {
            UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
            float[] values = new float[image.channels() * image.height() * image.width()];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat();
            }
            return Image.of(image.id(), image.channels(), image.height(), image.width(), values);
        });
    }

    /** The image seen through a blur, for example {@code GaussianBlur} of xvad-data. */
    static Replacement blur(UnaryOperator<Image> blur) {
        return with(blur);
    }

    /**
     * Restore to normal: the content a normal image would have there, such as the nearest normal patches, or the
     * detector's reconstruction. Removing an anomaly must make the image normal, not strange in another way; this is the
     * policy to use for anomaly detectors.
     *
     * @param normalVersion makes the normal version of an image, with its shape
     */
    static Replacement restoreToNormal(UnaryOperator<Image> normalVersion) {
        return with(normalVersion);
    }

    /** Pixels of another image, made from the whole image. */
    private static Replacement with(UnaryOperator<Image> other) {
        return (image, removed) -> {
            Image from = other.apply(image);
            int plane = image.height() * image.width();
            if (removed.length != plane
                    || from.height() * from.width() != plane
                    || from.channels() != image.channels()) {
                throw new IllegalArgumentException(
                        "replacement needs the shape of the image, got " + from + " for " + image);
            }
            float[] values = image.toArray();
            float[] others = from.toArray();
            for (int i = 0; i < values.length; i++) {
                if (removed[i % plane]) {
                    values[i] = others[i];
                }
            }
            return Image.of(image.id(), image.channels(), image.height(), image.width(), values);
        };
    }
}
