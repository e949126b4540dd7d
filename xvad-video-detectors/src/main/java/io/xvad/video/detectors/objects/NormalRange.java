package io.xvad.video.detectors.objects;

import java.util.stream.DoubleStream;

/**
 * The range in which the values of normal objects lie: from their first to their 99th percentile.
 *
 * @param low its lower end
 * @param high its upper end, at least {@code low}
 */
public record NormalRange(double low, double high) {

    private static final double LOW = 0.01;
    private static final double HIGH = 0.99;

    /**
     * The range of some values.
     *
     * @param otherwise both ends, if there are none
     */
    public static NormalRange of(DoubleStream values, double otherwise) {
        double[] sorted = values.sorted().toArray();
        return sorted.length == 0
                ? new NormalRange(otherwise, otherwise)
                : new NormalRange(quantile(sorted, LOW), quantile(sorted, HIGH));
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    /** How many times as large as the upper end, or as small as the lower end, a value above 0 is; 1 within the range. */
    public double times(double value) {
        return Math.max(1, Math.max(value / high, low / value));
    }
}
