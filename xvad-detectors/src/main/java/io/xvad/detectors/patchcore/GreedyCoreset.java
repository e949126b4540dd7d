package io.xvad.detectors.patchcore;

import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import java.util.Arrays;

/**
 * Greedy k-centre selection (Gonzalez 1985; algorithm 1 of Roth et al. 2022): each next row is the one farthest from all
 * chosen so far. The covering radius is at most twice the best possible.
 */
final class GreedyCoreset {

    private final int count;
    private final int dimension;
    private final float[] columns;

    /** Prepares rows of {@code dimension} values. */
    GreedyCoreset(float[] rows, int dimension) {
        this.dimension = dimension;
        this.count = rows.length / dimension;
        this.columns = new float[rows.length];
        for (int i = 0; i < count; i++) {
            for (int d = 0; d < dimension; d++) {
                columns[d * count + i] = rows[i * dimension + d];
            }
        }
    }

    /**
     * Chooses rows in order of selection.
     *
     * @param size how many; fewer come back if there are no more distinct rows
     * @param first index of the first row
     */
    int[] select(int size, int first, ProgressListener progress) {
        int[] chosen = new int[Math.min(size, count)];
        float[] nearest = new float[count];
        Arrays.fill(nearest, Float.POSITIVE_INFINITY);
        float[] squared = new float[count];
        int next = first;
        for (int k = 0; k < chosen.length; k++) {
            Cancellation.check();
            chosen[k] = next;
            squaredDistances(next, squared);
            next = 0;
            for (int i = 0; i < count; i++) {
                nearest[i] = Math.min(nearest[i], squared[i]);
                next = nearest[i] > nearest[next] ? i : next;
            }
            progress.progressed("coreset", k + 1L, chosen.length);
            if (nearest[next] <= 0) {
                return Arrays.copyOf(chosen, k + 1);
            }
        }
        return chosen;
    }

    private void squaredDistances(int row, float[] squared) {
        Arrays.fill(squared, 0);
        for (int d = 0; d < dimension; d++) {
            int offset = d * count;
            float centre = columns[offset + row];
            for (int i = 0; i < count; i++) {
                float difference = columns[offset + i] - centre;
                squared[i] += difference * difference;
            }
        }
    }
}
