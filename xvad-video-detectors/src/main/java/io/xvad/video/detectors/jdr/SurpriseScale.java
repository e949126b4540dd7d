package io.xvad.video.detectors.jdr;

import java.util.Arrays;

/**
 * Puts quantities of different kinds on one scale: 0 up to the median of normal regions, 1 for what one in two hundred of them exceeds. Immutable.
 *
 * @param usual the median
 * @param rare what has the surprise 1, above {@code usual}
 */
record SurpriseScale(double usual, double rare) {

    private static final double RARE = 0.995;

    /**
     * The scale of some values.
     *
     * @param values of normal regions; 0 is usual if there are none
     * @param least difference of what is rare from what is usual, above 0
     */
    static SurpriseScale of(double[] values, double least) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        double usual = sorted.length == 0 ? 0 : sorted[sorted.length / 2];
        double rare = sorted.length == 0 ? 0 : sorted[(int) Math.round(RARE * (sorted.length - 1))];
        return new SurpriseScale(usual, Math.max(usual + least, rare));
    }

    double surprise(double value) {
        return Math.max(0, (value - usual) / (rare - usual));
    }
}
