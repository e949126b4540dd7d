package io.xvad.detectors.restoration;

import io.xvad.core.Image;
import io.xvad.core.capability.Reconstructs;
import io.xvad.data.preprocess.Resize;
import java.util.Arrays;

/**
 * The kept normal image that is most like an image, its brightness and contrast fitted. Likeness is judged by the three quarters of
 * the pixels that differ least, so that an anomaly has no say. It shows a real normal object, but not this one: a baseline for what
 * changes less. Immutable and thread-safe.
 */
public final class NearestNormalImage implements Reconstructs {

    private static final double TRUSTED = 0.75;

    private final NormalImages normals;

    /** The nearest of these images. */
    public NearestNormalImage(NormalImages normals) {
        this.normals = normals;
    }

    @Override
    public Image reconstruct(Image image) {
        return NormalImages.shaped(nearest(normals.atScale(image)), image);
    }

    /** The nearest of the kept images to one at their scale, in its size. */
    Image nearest(Image wanted) {
        Image small = small(wanted);
        Image best = normals.images().get(0);
        double least = Double.POSITIVE_INFINITY;
        for (Image normal : normals.images()) {
            Image candidate = Resize.image(normal, small.height(), small.width());
            double difference = difference(fitted(candidate, small.toArray()), small.toArray());
            if (difference < least) {
                least = difference;
                best = normal;
            }
        }
        Image resized = Resize.image(best, wanted.height(), wanted.width());
        return Image.of(
                wanted.id(), wanted.channels(), wanted.height(), wanted.width(), fitted(resized, wanted.toArray()));
    }

    /** A quarter of each side, at which images are compared. */
    private static Image small(Image image) {
        return Resize.image(image, Math.max(1, image.height() / 4), Math.max(1, image.width() / 4));
    }

    /** The image with the median and the spread of the wanted one, channel by channel. */
    private static float[] fitted(Image normal, float[] wanted) {
        float[] values = normal.toArray();
        int plane = values.length / normal.channels();
        for (int c = 0; c < normal.channels(); c++) {
            Tone own = Tone.of(values, c * plane, plane);
            Tone other = Tone.of(wanted, c * plane, plane);
            double gain = own.spread == 0 ? 1 : Math.max(0.5, Math.min(2, other.spread / own.spread));
            for (int i = c * plane; i < (c + 1) * plane; i++) {
                double value = other.median + gain * (values[i] - own.median);
                values[i] = (float) Math.max(0, Math.min(1, value));
            }
        }
        return values;
    }

    /** Median and interquartile range, which an anomaly of less than a quarter of the image hardly moves. */
    private record Tone(double median, double spread) {

        static Tone of(float[] values, int offset, int length) {
            float[] sorted = Arrays.copyOfRange(values, offset, offset + length);
            Arrays.sort(sorted);
            return new Tone(sorted[length / 2], sorted[length * 3 / 4] - sorted[length / 4]);
        }
    }

    private static double difference(float[] a, float[] b) {
        float[] differences = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            differences[i] = Math.abs(a[i] - b[i]);
        }
        Arrays.sort(differences);
        double sum = 0;
        for (int i = 0; i < TRUSTED * a.length; i++) {
            sum += differences[i];
        }
        return sum;
    }
}
