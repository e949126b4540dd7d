package io.xvad.video.detectors.mnad;

/**
 * How the items of the memory follow the queries that are nearest to them (Park et al. 2020, equations 5 to 7): each item adds
 * its queries, weighed by how alike they are among all items' claims, and is scaled to length 1.
 */
public final class MemoryUpdate {

    private MemoryUpdate() {}

    /**
     * The items after an update.
     *
     * @param memory {@code items * channels} values, rows of length 1
     * @param queries rows of as many channels, of length 1
     */
    public static float[] updated(float[] memory, float[] queries, int channels) {
        int items = memory.length / channels;
        int count = queries.length / channels;
        double[][] alike = new double[count][items];
        int[] nearest = new int[count];
        for (int q = 0; q < count; q++) {
            for (int m = 0; m < items; m++) {
                alike[q][m] = dot(queries, q, memory, m, channels);
                nearest[q] = alike[q][m] > alike[q][nearest[q]] ? m : nearest[q];
            }
        }
        float[] next = memory.clone();
        for (int m = 0; m < items; m++) {
            add(next, m, queries, alike, nearest, channels);
            scale(next, m, channels);
        }
        return next;
    }

    /** Weights are the softmax over all queries, divided by the largest among those that are nearest to the item. */
    private static void add(float[] next, int m, float[] queries, double[][] alike, int[] nearest, int channels) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int q = 0; q < nearest.length; q++) {
            largest = nearest[q] == m ? Math.max(largest, alike[q][m]) : largest;
        }
        for (int q = 0; q < nearest.length; q++) {
            if (nearest[q] == m) {
                double weight = Math.exp(alike[q][m] - largest);
                for (int c = 0; c < channels; c++) {
                    next[m * channels + c] += (float) (weight * queries[q * channels + c]);
                }
            }
        }
    }

    private static void scale(float[] rows, int row, int channels) {
        double length = Math.max(1e-12, Math.sqrt(dot(rows, row, rows, row, channels)));
        for (int c = 0; c < channels; c++) {
            rows[row * channels + c] /= (float) length;
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
