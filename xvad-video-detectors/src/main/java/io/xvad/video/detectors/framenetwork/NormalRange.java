package io.xvad.video.detectors.framenetwork;

import java.util.Arrays;

/**
 * The distribution over normal frames of a number that is measured of each.
 *
 * @param mean of normal frames
 * @param deviation standard deviation, above 0
 * @param low 1st percentile
 * @param high 99th percentile
 */
record NormalRange(double mean, double deviation, double low, double high) {

    /** Numbers of one, in the order of its components. */
    static final int NUMBERS = 4;

    /**
     * The range of the values of normal frames.
     *
     * @param least the smallest deviation: what is smaller is taken for it
     */
    static NormalRange of(double[] values, double least) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double mean = Arrays.stream(sorted).average().orElseThrow();
        double squares = Arrays.stream(sorted)
                .map(value -> Math.pow(value - mean, 2))
                .average()
                .orElseThrow();
        int last = sorted.length - 1;
        return new NormalRange(
                mean,
                Math.max(least, Math.sqrt(squares)),
                sorted[(int) Math.round(0.01 * last)],
                sorted[(int) Math.round(0.99 * last)]);
    }

    double standardised(double value) {
        return (value - mean) / deviation;
    }

    boolean holds(double value) {
        return value >= low && value <= high;
    }

    void into(double[] numbers, int at) {
        double[] own = {mean, deviation, low, high};
        System.arraycopy(own, 0, numbers, at, NUMBERS);
    }

    static NormalRange from(double[] numbers, int at) {
        return new NormalRange(numbers[at], numbers[at + 1], numbers[at + 2], numbers[at + 3]);
    }
}
