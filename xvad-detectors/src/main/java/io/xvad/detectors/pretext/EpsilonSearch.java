package io.xvad.detectors.pretext;

import java.util.function.DoubleUnaryOperator;

/**
 * Finds the length of the perturbation that makes a classifier most confident of normal images altogether (Hsu et al., 2020, section
 * 3.2), among theirs and none. Not thread-safe.
 */
final class EpsilonSearch {

    private static final double[] LENGTHS = {0, 0.0025, 0.005, 0.01, 0.02, 0.04, 0.08};

    private final double[] sums = new double[LENGTHS.length];

    /**
     * Adds an image.
     *
     * @param confidence in it by length
     */
    void add(DoubleUnaryOperator confidence) {
        for (int i = 0; i < LENGTHS.length; i++) {
            sums[i] += confidence.applyAsDouble(LENGTHS[i]);
        }
    }

    /** The shortest of the best. */
    double best() {
        int best = 0;
        for (int i = 1; i < sums.length; i++) {
            best = sums[i] > sums[best] ? i : best;
        }
        return LENGTHS[best];
    }
}
