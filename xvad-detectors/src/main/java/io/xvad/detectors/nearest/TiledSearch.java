package io.xvad.detectors.nearest;

import io.xvad.detectors.features.Workers;
import java.util.Arrays;

/**
 * Nearest neighbours in plain Java: the order follows {@code |b|^2 - 2 q.b}. Rows are kept in tiles, value by value, so
 * that products with a whole tile are added up side by side, which the compiler turns into vector instructions; a few
 * queries share what of a tile is in the cache, and are ranked there. Blocks of queries run side by side.
 */
final class TiledSearch implements NeighbourSearch {

    private static final int TILE = 512;
    private static final int BLOCK = 8;
    private static final int STEP = 4;

    private final Workers workers;
    private final int dimension;
    private final int steps;
    private final float[][] columns;
    private final float[] squaredNorms;

    /**
     * Prepares rows of {@code dimension} values.
     *
     * @param threads blocks of queries that are searched at a time; 0 for as many as there are processors
     */
    TiledSearch(float[] rows, int dimension, int threads) {
        this.workers = new Workers(threads);
        this.dimension = dimension;
        this.steps = (dimension + STEP - 1) / STEP * STEP;
        int count = rows.length / dimension;
        int tiles = (count + TILE - 1) / TILE;
        this.columns = new float[tiles * steps][TILE];
        for (int i = 0; i < rows.length; i++) {
            int row = i / dimension;
            columns[row / TILE * steps + i % dimension][row % TILE] = rows[i];
        }
        this.squaredNorms = Arrays.copyOf(SquaredNorms.of(rows, dimension), tiles * TILE);
        Arrays.fill(squaredNorms, count, squaredNorms.length, Float.POSITIVE_INFINITY);
    }

    @Override
    public int[] nearest(float[] queries, int k) {
        int size = queries.length / dimension;
        int[] indices = new int[size * k];
        workers.each(
                (size + BLOCK - 1) / BLOCK,
                block -> search(queries, block * BLOCK, Math.min(size, (block + 1) * BLOCK), k, indices));
        return indices;
    }

    private void search(float[] queries, int from, int to, int k, int[] indices) {
        float[] factors = factors(queries, from, to);
        float[][] keys = new float[to - from][TILE];
        float[] smallest = new float[(to - from) * k];
        Arrays.fill(smallest, Float.POSITIVE_INFINITY);
        for (int start = 0; start < squaredNorms.length; start += TILE) {
            for (float[] key : keys) {
                System.arraycopy(squaredNorms, start, key, 0, TILE);
            }
            addProducts(factors, start / TILE * steps, keys);
            for (int i = 0; i < keys.length; i++) {
                rank(keys[i], start, i * k, k, smallest, from * k, indices);
            }
        }
    }

    /** The queries times -2, each with zeros up to a whole number of steps. */
    private float[] factors(float[] queries, int from, int to) {
        float[] factors = new float[(to - from) * steps];
        for (int i = 0; i < (to - from) * dimension; i++) {
            factors[i / dimension * steps + i % dimension] = -2 * queries[from * dimension + i];
        }
        return factors;
    }

    private void addProducts(float[] factors, int first, float[][] keys) {
        for (int d = 0; d < steps; d += STEP) {
            for (int i = 0; i < keys.length; i++) {
                int at = i * steps + d;
                int column = first + d;
                add(
                        keys[i],
                        factors[at],
                        columns[column],
                        factors[at + 1],
                        columns[column + 1],
                        factors[at + 2],
                        columns[column + 2],
                        factors[at + 3],
                        columns[column + 3]);
            }
        }
    }

    private static void add(
            float[] sums, float a, float[] as, float b, float[] bs, float c, float[] cs, float d, float[] ds) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += a * as[i] + b * bs[i] + c * cs[i] + d * ds[i];
        }
    }

    private static void rank(float[] keys, int start, int own, int k, float[] smallest, int offset, int[] indices) {
        float worst = smallest[own + k - 1];
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] < worst) {
                insert(smallest, own, k, keys[i], indices, offset, start + i);
                worst = smallest[own + k - 1];
            }
        }
    }

    private static void insert(float[] smallest, int own, int k, float key, int[] indices, int offset, int index) {
        int at = own + k - 1;
        while (at > own && smallest[at - 1] > key) {
            smallest[at] = smallest[at - 1];
            indices[offset + at] = indices[offset + at - 1];
            at--;
        }
        smallest[at] = key;
        indices[offset + at] = index;
    }

    @Override
    public void close() {
        workers.close();
    }
}
