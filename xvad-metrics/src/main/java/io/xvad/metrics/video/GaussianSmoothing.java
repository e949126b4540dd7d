package io.xvad.metrics.video;

/**
 * Smooths the scores of a clip over time with a Gaussian, as most papers do before they compare: each frame then looks at frames that
 * come after it, which a camera cannot. The filter is cut at four standard deviations and the scores are mirrored at both ends, as in
 * {@code scipy.ndimage.gaussian_filter1d}.
 */
public final class GaussianSmoothing {

    private static final double TRUNCATE = 4;

    private final double[] weights;

    private GaussianSmoothing(double[] weights) {
        this.weights = weights;
    }

    /**
     * A filter.
     *
     * @param sigma standard deviation in frames
     * @throws IllegalArgumentException if it is not above 0 and finite
     */
    public static GaussianSmoothing withSigma(double sigma) {
        if (!(sigma > 0 && sigma < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("sigma must be above 0 frames and finite, got " + sigma);
        }
        int radius = (int) (TRUNCATE * sigma + 0.5);
        double[] weights = new double[2 * radius + 1];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.exp(-0.5 * (i - radius) * (i - radius) / (sigma * sigma));
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return new GaussianSmoothing(weights);
    }

    /**
     * The smoothed scores.
     *
     * @param scores one a frame, at least one
     */
    public double[] of(double[] scores) {
        double[] smooth = new double[scores.length];
        int radius = weights.length / 2;
        for (int at = 0; at < smooth.length; at++) {
            for (int i = 0; i < weights.length; i++) {
                smooth[at] += weights[i] * scores[mirrored(at + i - radius, scores.length)];
            }
        }
        return smooth;
    }

    /** The end frames are repeated: {@code c b a a b c c b a}. */
    private static int mirrored(int at, int length) {
        int inPeriod = Math.floorMod(at, 2 * length);
        return inPeriod < length ? inPeriod : 2 * length - 1 - inPeriod;
    }
}
