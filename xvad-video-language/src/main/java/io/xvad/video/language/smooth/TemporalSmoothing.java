package io.xvad.video.language.smooth;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Smooths the scores of positions, which are evenly spaced in time. Stateless. */
public final class TemporalSmoothing {

    private static final double ROUNDING = 1e-9;

    private TemporalSmoothing() {}

    /**
     * The exponential mean of each value and those before it.
     *
     * @param alpha weight of the newest, see {@link ExponentialMean}
     */
    public static double[] exponential(double[] values, double alpha) {
        ExponentialMean mean = new ExponentialMean(alpha);
        return Arrays.stream(values).map(mean::add).toArray();
    }

    /**
     * Whether more than half of the window around each value is at least a threshold; windows are cut off at the ends. Values of 0 never are.
     *
     * @param window values, odd
     * @return 0 or 1 for each
     */
    public static double[] majority(double[] values, int window, double threshold) {
        double[] voted = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int from = Math.max(0, i - window / 2);
            int to = Math.min(values.length, i + window / 2 + 1);
            voted[i] = isMajority(values, from, to, threshold) ? 1 : 0;
        }
        return voted;
    }

    /** Whether more than half of the values from one index to before another are at least a threshold; values of 0 never are. */
    public static boolean isMajority(double[] values, int from, int to, double threshold) {
        long above = Arrays.stream(values, from, to)
                .filter(value -> value > 0 && value >= threshold - ROUNDING)
                .count();
        return 2 * above > to - from;
    }

    /**
     * The mean of the values around each, weighed by a Gaussian that is centred on it. Beyond the ends there is nothing, and the weights of what there is are made to sum to one.
     *
     * @param window values, odd
     * @param sigma standard deviation in positions, above 0
     */
    public static double[] gaussian(double[] values, int window, double sigma) {
        double[] smoothed = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            double sum = 0;
            double weights = 0;
            for (int j = Math.max(0, i - window / 2); j <= Math.min(values.length - 1, i + window / 2); j++) {
                double weight = Math.exp(-(i - j) * (i - j) / (2 * sigma * sigma));
                sum += weight * values[j];
                weights += weight;
            }
            smoothed[i] = sum / weights;
        }
        return smoothed;
    }

    /** Values times a Gaussian of their position, whose mean and standard deviation are half their number: those in the middle count most. */
    public static double[] positionWeighted(double[] values) {
        double half = values.length / 2.0;
        double[] weighted = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            double z = (i - half) / half;
            weighted[i] = values[i] * Math.exp(-z * z / 2);
        }
        return weighted;
    }

    /**
     * Fills in what is not a number from the nearest values that are, along straight lines, and beyond the first and last with those.
     *
     * @throws IllegalArgumentException if none is a number
     */
    public static double[] interpolated(double[] values) {
        int[] known = IntStream.range(0, values.length)
                .filter(i -> !Double.isNaN(values[i]))
                .toArray();
        if (known.length == 0) {
            throw new IllegalArgumentException("there is no number to fill in others from");
        }
        double[] filled = values.clone();
        for (int i = 0; i < filled.length; i++) {
            int found = Arrays.binarySearch(known, i);
            if (found < 0) {
                int after = -found - 1;
                filled[i] = after == 0
                        ? values[known[0]]
                        : after == known.length
                                ? values[known[after - 1]]
                                : between(values, known[after - 1], known[after], i);
            }
        }
        return filled;
    }

    private static double between(double[] values, int from, int to, int at) {
        double share = (at - from) / (double) (to - from);
        return (1 - share) * values[from] + share * values[to];
    }
}
