package io.xvad.metrics.detection;

/**
 * Mean squared difference between a probability and what came true (Brier 1950). In [0, 1], lower is better; 0.25 is what
 * a constant 0.5 gets; NaN without an item.
 */
public final class BrierScore {

    private BrierScore() {}

    /**
     * The score of probabilities of being anomalous.
     *
     * @throws IllegalArgumentException if the lengths differ or a probability is not in [0, 1]
     */
    public static double of(double[] probabilities, boolean[] anomalous) {
        Probabilities.require(probabilities, anomalous.length);
        double sum = 0;
        for (int i = 0; i < probabilities.length; i++) {
            double error = probabilities[i] - (anomalous[i] ? 1 : 0);
            sum += error * error;
        }
        return sum / probabilities.length;
    }
}
