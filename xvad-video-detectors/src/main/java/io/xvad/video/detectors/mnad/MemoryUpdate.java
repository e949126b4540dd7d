package io.xvad.video.detectors.mnad;

import io.xvad.video.detectors.framenetwork.UnitVectors;

/**
 * The update of the memory (Park et al., 2020): to each item the queries that are nearest to it are added, weighted
 * by a softmax of their similarities to it over all queries, and the sum is scaled to length 1.
 */
final class MemoryUpdate {

    private MemoryUpdate() {}

    /**
     * The items after an update.
     *
     * @param memory {@code items * channels} values, rows of length 1
     * @param queries rows of as many channels, of length 1
     */
    static float[] updated(float[] memory, float[] queries, int channels) {
        int items = memory.length / channels;
        int count = queries.length / channels;
        double[][] similarities = new double[count][items];
        int[] nearest = new int[count];
        for (int q = 0; q < count; q++) {
            for (int m = 0; m < items; m++) {
                similarities[q][m] = dot(queries, q, memory, m, channels);
                nearest[q] = similarities[q][m] > similarities[q][nearest[q]] ? m : nearest[q];
            }
        }
        float[] sums = memory.clone();
        for (int m = 0; m < items; m++) {
            add(sums, m, queries, similarities, nearest, channels);
        }
        return UnitVectors.normalised(sums, channels);
    }

    /** Weights are the softmax over all queries, divided by the largest among those that are nearest to the item. */
    private static void add(
            float[] sums, int m, float[] queries, double[][] similarities, int[] nearest, int channels) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int q = 0; q < nearest.length; q++) {
            largest = nearest[q] == m ? Math.max(largest, similarities[q][m]) : largest;
        }
        for (int q = 0; q < nearest.length; q++) {
            if (nearest[q] == m) {
                double weight = Math.exp(similarities[q][m] - largest);
                for (int c = 0; c < channels; c++) {
                    sums[m * channels + c] += (float) (weight * queries[q * channels + c]);
                }
            }
        }
    }

    private static double dot(float[] one, int row, float[] other, int otherRow, int channels) {
        double sum = 0;
        for (int c = 0; c < channels; c++) {
            sum += (double) one[row * channels + c] * other[otherRow * channels + c];
        }
        return sum;
    }
}
