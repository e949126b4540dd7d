package io.xvad.metrics.detection;

import java.util.Arrays;

/** Scores in ascending order, of either precision. */
@FunctionalInterface
public interface SortedScores {

    /** The score at {@code rank}, from 0 (lowest). */
    double at(int rank);

    /** Sorts the array in place and reads from it. */
    static SortedScores sorting(double[] scores) {
        Arrays.sort(scores);
        return rank -> scores[rank];
    }

    /** Sorts the array in place and reads from it. */
    static SortedScores sorting(float[] scores) {
        Arrays.sort(scores);
        return rank -> scores[rank];
    }
}
