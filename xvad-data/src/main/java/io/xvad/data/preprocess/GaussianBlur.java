package io.xvad.data.preprocess;

/**
 * Gaussian smoothing of a plane, separable, cut off at four standard deviations, mirrored at the border with the border
 * sample repeated: scipy's {@code gaussian_filter} with its defaults. Immutable and thread-safe.
 */
public final class GaussianBlur {

    private static final double TRUNCATE = 4;

    private final float[] weights;

    /**
     * Creates a blur.
     *
     * @param sigma standard deviation in pixels; 0 leaves planes as they are
     * @throws IllegalArgumentException if negative or not finite
     */
    public GaussianBlur(double sigma) {
        if (!(sigma >= 0 && sigma < 1e4)) {
            throw new IllegalArgumentException("sigma must be in [0, 10000), got " + sigma);
        }
        int radius = (int) (TRUNCATE * sigma + 0.5);
        double[] raw = new double[2 * radius + 1];
        double sum = 0;
        for (int k = -radius; k <= radius; k++) {
            raw[k + radius] = sigma == 0 ? 1 : Math.exp(-0.5 * k * k / (sigma * sigma));
            sum += raw[k + radius];
        }
        weights = new float[raw.length];
        for (int k = 0; k < raw.length; k++) {
            weights[k] = (float) (raw[k] / sum);
        }
    }

    /** The smoothed plane, row-major; {@code plane} is left as it is. */
    public float[] apply(float[] plane, int height, int width) {
        return weights.length == 1 ? plane.clone() : columns(rows(plane, height, width), height, width);
    }

    private float[] rows(float[] plane, int height, int width) {
        int radius = weights.length / 2;
        float[] line = new float[width + 2 * radius];
        float[] out = new float[plane.length];
        for (int y = 0; y < height; y++) {
            for (int i = 0; i < line.length; i++) {
                line[i] = plane[y * width + mirrored(i - radius, width)];
            }
            for (int k = 0; k < weights.length; k++) {
                float weight = weights[k];
                for (int x = 0; x < width; x++) {
                    out[y * width + x] += weight * line[x + k];
                }
            }
        }
        return out;
    }

    private float[] columns(float[] plane, int height, int width) {
        int radius = weights.length / 2;
        float[] out = new float[plane.length];
        for (int y = 0; y < height; y++) {
            for (int k = 0; k < weights.length; k++) {
                float weight = weights[k];
                int from = mirrored(y + k - radius, height) * width;
                for (int x = 0; x < width; x++) {
                    out[y * width + x] += weight * plane[from + x];
                }
            }
        }
        return out;
    }

    private static int mirrored(int index, int size) {
        int period = Math.floorMod(index, 2 * size);
        return period < size ? period : 2 * size - 1 - period;
    }
}
