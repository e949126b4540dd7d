package io.xvad.detectors.patchcore;

import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import io.xvad.detectors.features.Workers;
import java.util.Arrays;

/**
 * Greedy k-centre selection (Gonzalez 1985; Roth et al., 2022, algorithm 1): each next row is the one farthest from all
 * chosen so far. The covering radius is at most twice the best possible. A choice is one pass over all rows, which are kept in
 * tiles, value by value, so that the compiler makes vector instructions of it; tiles are worked on side by side.
 */
final class GreedyCoreset {

    private static final int TILE = 1024;
    private static final int STEP = 4;

    private final int count;
    private final int tiles;
    private final int dimension;
    private final int steps;
    private final float[][] columns;

    /** Prepares rows of {@code dimension} values. */
    GreedyCoreset(float[] rows, int dimension) {
        this.dimension = dimension;
        this.steps = (dimension + STEP - 1) / STEP * STEP;
        this.count = rows.length / dimension;
        this.tiles = (count + TILE - 1) / TILE;
        this.columns = new float[tiles * steps][TILE];
        for (int i = 0; i < rows.length; i++) {
            int row = i / dimension;
            columns[row / TILE * steps + i % dimension][row % TILE] = rows[i];
        }
    }

    /**
     * Chooses rows in order of selection.
     *
     * @param size how many; fewer come back if there are no more distinct rows
     * @param first index of the first row
     * @param workers on which tiles are worked on
     */
    int[] select(int size, int first, Workers workers, ProgressListener progress) {
        int[] chosen = new int[Math.min(size, count)];
        float[][] nearest = new float[tiles][TILE];
        for (float[] tile : nearest) {
            Arrays.fill(tile, Float.POSITIVE_INFINITY);
        }
        Arrays.fill(nearest[tiles - 1], count - (tiles - 1) * TILE, TILE, 0);
        int next = first;
        for (int k = 0; k < chosen.length; k++) {
            Cancellation.check();
            chosen[k] = next;
            float[] centre = row(next);
            workers.each(tiles, tile -> lower(nearest[tile], tile, centre));
            next = farthest(nearest);
            progress.progressed("coreset", k + 1L, chosen.length);
            if (nearest[next / TILE][next % TILE] <= 0) {
                return Arrays.copyOf(chosen, k + 1);
            }
        }
        return chosen;
    }

    private float[] row(int index) {
        float[] row = new float[steps];
        for (int d = 0; d < dimension; d++) {
            row[d] = columns[index / TILE * steps + d][index % TILE];
        }
        return row;
    }

    /** Squared distances to the nearest centre, when there is one more. */
    private void lower(float[] nearest, int tile, float[] centre) {
        float[] squared = new float[TILE];
        for (int d = 0; d < steps; d += STEP) {
            int first = tile * steps + d;
            add(
                    squared,
                    centre[d],
                    columns[first],
                    centre[d + 1],
                    columns[first + 1],
                    centre[d + 2],
                    columns[first + 2],
                    centre[d + 3],
                    columns[first + 3]);
        }
        for (int i = 0; i < TILE; i++) {
            nearest[i] = Math.min(nearest[i], squared[i]);
        }
    }

    private static void add(
            float[] squared, float a, float[] as, float b, float[] bs, float c, float[] cs, float d, float[] ds) {
        for (int i = 0; i < squared.length; i++) {
            squared[i] += (as[i] - a) * (as[i] - a)
                    + (bs[i] - b) * (bs[i] - b)
                    + (cs[i] - c) * (cs[i] - c)
                    + (ds[i] - d) * (ds[i] - d);
        }
    }

    private static int farthest(float[][] nearest) {
        int farthest = 0;
        float distance = Float.NEGATIVE_INFINITY;
        for (int tile = 0; tile < nearest.length; tile++) {
            float[] own = nearest[tile];
            for (int i = 0; i < TILE; i++) {
                if (own[i] > distance) {
                    distance = own[i];
                    farthest = tile * TILE + i;
                }
            }
        }
        return farthest;
    }
}
