package io.xvad.data.preprocess;

import io.xvad.core.Image;
import java.util.function.DoubleUnaryOperator;

/**
 * Resizing to the bit as Pillow does it, for networks that were trained on images it had resized: samples have 8 bits, are weighted with fixed-point
 * numbers and are rounded after each direction; where it shrinks, the filter widens. Thread-safe.
 */
public final class PillowResize {

    private static final int PRECISION = 32 - 8 - 2;

    private PillowResize() {}

    /** The interpolation filter. */
    public enum Filter {
        /** Linear. */
        BILINEAR(1, distance -> Math.max(0, 1 - distance)),
        /** The cubic convolution of Keys (1981) with the parameter -0.5. */
        BICUBIC(2, Filter::cubic);

        private final double support;
        private final DoubleUnaryOperator weight;

        Filter(double support, DoubleUnaryOperator weight) {
            this.support = support;
            this.weight = weight;
        }

        private static double cubic(double distance) {
            if (distance < 1) {
                return (1.5 * distance - 2.5) * distance * distance + 1;
            }
            return distance < 2 ? (((distance - 5) * distance + 8) * distance - 4) * -0.5 : 0;
        }
    }

    /**
     * Resizes an image to an exact size.
     *
     * @param image is rounded to 8 bits a sample
     * @throws IllegalArgumentException if a side is below 1
     */
    public static Image image(Image image, int height, int width, Filter filter) {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("sides must be at least 1, got " + height + " and " + width);
        }
        int planes = image.channels();
        int[] samples = eightBit(image);
        int[] wide = resized(samples, planes * image.height(), image.width(), 1, width, filter);
        int[] done = resized(wide, planes, image.height(), width, height, filter);
        float[] values = new float[done.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = done[i] / 255f;
        }
        return Image.of(image.id(), planes, height, width, values);
    }

    private static int[] eightBit(Image image) {
        float[] values = image.toArray();
        int[] samples = new int[values.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = Math.round(values[i] * 255);
        }
        return samples;
    }

    /** Resizes {@code blocks} blocks of {@code from} lines of {@code stride} samples each to blocks of {@code to} lines. */
    private static int[] resized(int[] samples, int blocks, int from, int stride, int to, Filter filter) {
        if (from == to) {
            return samples;
        }
        int[] out = new int[blocks * to * stride];
        double scale = from / (double) to;
        double widening = Math.max(1, scale);
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * scale;
            int start = Math.max(0, (int) (centre - filter.support * widening + 0.5));
            int end = Math.min(from, (int) (centre + filter.support * widening + 0.5));
            int[] weights = weights(centre, widening, start, end, filter);
            for (int block = 0; block < blocks; block++) {
                for (int s = 0; s < stride; s++) {
                    out[(block * to + i) * stride + s] =
                            weighted(samples, (block * from + start) * stride + s, stride, weights);
                }
            }
        }
        return out;
    }

    private static int[] weights(double centre, double widening, int start, int end, Filter filter) {
        double[] raw = new double[end - start];
        double sum = 0;
        for (int k = 0; k < raw.length; k++) {
            raw[k] = filter.weight.applyAsDouble(Math.abs(start + k + 0.5 - centre) / widening);
            sum += raw[k];
        }
        int[] weights = new int[raw.length];
        for (int k = 0; k < raw.length; k++) {
            double scaled = raw[k] / sum * (1 << PRECISION);
            weights[k] = (int) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
        }
        return weights;
    }

    private static int weighted(int[] samples, int first, int stride, int[] weights) {
        int sum = 1 << PRECISION - 1;
        for (int k = 0; k < weights.length; k++) {
            sum += samples[first + k * stride] * weights[k];
        }
        return Math.max(0, Math.min(255, sum >> PRECISION));
    }
}
