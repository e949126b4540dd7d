package io.xvad.metrics.detection;

/**
 * Mean difference between the probability of being anomalous and the share that is, over bins of equal width, each
 * weighing as many as it holds (Naeini, Cooper and Hauskrecht 2015; the form for two classes). In [0, 1], lower is
 * better; NaN without an item. The lowest bin holds 0, each other bin its upper end.
 */
public final class ExpectedCalibrationError {

    private ExpectedCalibrationError() {}

    /**
     * The error of probabilities.
     *
     * @param bins at least 1; 10 is usual
     * @throws IllegalArgumentException if the lengths differ, a probability is not in [0, 1], or {@code bins < 1}
     */
    public static double of(double[] probabilities, boolean[] anomalous, int bins) {
        Probabilities.require(probabilities, anomalous.length);
        if (bins < 1) {
            throw new IllegalArgumentException("bins must be at least 1, got " + bins);
        }
        double[] excess = new double[bins];
        for (int i = 0; i < probabilities.length; i++) {
            int bin = Math.max(0, (int) Math.ceil(probabilities[i] * bins) - 1);
            excess[bin] += probabilities[i] - (anomalous[i] ? 1 : 0);
        }
        double sum = 0;
        for (double one : excess) {
            sum += Math.abs(one);
        }
        return sum / probabilities.length;
    }
}
