package io.xvad.metrics.detection;

import java.util.Arrays;

/**
 * Whether p-values of normal items keep their promise: of those at or below {@code alpha} there may be a share of
 * {@code alpha} at most, on average over calibration sets (Vovk, Gammerman and Shafer 2005, chapter 2).
 *
 * @param alpha the level
 * @param share share of normal items whose p-value is at or below it; NaN without an item
 * @param largestExcess largest amount by which the share exceeds the level, over all levels: the one-sided
 *     Kolmogorov-Smirnov distance to the uniform distribution; in [0, 1], lower is better
 */
public record ConformalCoverage(double alpha, double share, double largestExcess) {

    /**
     * The coverage of p-values of normal items.
     *
     * @throws IllegalArgumentException if a p-value or the level is not in [0, 1]
     */
    public static ConformalCoverage of(double[] normalPValues, double alpha) {
        Probabilities.require(normalPValues, normalPValues.length);
        Probabilities.require(new double[] {alpha}, 1);
        double[] sorted = normalPValues.clone();
        Arrays.sort(sorted);
        long below = Arrays.stream(sorted).filter(p -> p <= alpha).count();
        double excess = sorted.length == 0 ? Double.NaN : 0;
        for (int i = 0; i < sorted.length; i++) {
            excess = Math.max(excess, (i + 1) / (double) sorted.length - sorted[i]);
        }
        return new ConformalCoverage(alpha, below / (double) sorted.length, excess);
    }
}
