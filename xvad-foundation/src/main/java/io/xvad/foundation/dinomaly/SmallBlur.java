package io.xvad.foundation.dinomaly;

/** Gaussian smoothing by a small square kernel; what lies beyond the border counts as 0, as in a padded convolution. Immutable and thread-safe. */
final class SmallBlur {

    private final float[] weights;

    /**
     * Creates a blur.
     *
     * @param side of the kernel, odd
     * @param sigma standard deviation, in pixels
     */
    SmallBlur(int side, double sigma) {
        double[] raw = new double[side];
        double sum = 0;
        for (int i = 0; i < side; i++) {
            double x = i - (side - 1) / 2.0;
            raw[i] = Math.exp(-x * x / (2 * sigma * sigma));
            sum += raw[i];
        }
        weights = new float[side];
        for (int i = 0; i < side; i++) {
            weights[i] = (float) (raw[i] / sum);
        }
    }

    /** The smoothed plane, row-major. */
    float[] apply(float[] plane, int height, int width) {
        return along(along(plane, height, width, 1, width), width, height, width, 1);
    }

    /** Along lines of {@code length} values that lie {@code step} apart; lines begin {@code between} apart. */
    private float[] along(float[] plane, int lines, int length, int step, int between) {
        float[] out = new float[plane.length];
        int radius = weights.length / 2;
        for (int line = 0; line < lines; line++) {
            for (int i = 0; i < length; i++) {
                float sum = 0;
                for (int k = Math.max(0, i - radius); k <= Math.min(length - 1, i + radius); k++) {
                    sum += weights[k - i + radius] * plane[line * between + k * step];
                }
                out[line * between + i * step] = sum;
            }
        }
        return out;
    }
}
