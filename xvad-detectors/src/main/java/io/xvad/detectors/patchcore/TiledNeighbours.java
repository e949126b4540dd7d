package io.xvad.detectors.patchcore;

import java.util.Arrays;

/**
 * Nearest neighbours in plain Java: the order follows {@code |b|^2 - 2 q.b}. Rows are kept in tiles, value by value, so
 * that products with a whole tile are added up side by side, which the compiler turns into vector instructions, and are
 * ranked while they are in the cache.
 */
final class TiledNeighbours implements Neighbours {

    private static final int TILE = 512;

    private final int count;
    private final int dimension;
    private final float[] tiles;
    private final float[] squaredNorms;

    TiledNeighbours(float[] rows, int dimension) {
        this.dimension = dimension;
        this.count = rows.length / dimension;
        int tileCount = (count + TILE - 1) / TILE;
        this.tiles = new float[Math.multiplyExact(tileCount * TILE, dimension)];
        this.squaredNorms = new float[count];
        for (int j = 0; j < count; j++) {
            int first = j / TILE * TILE * dimension + j % TILE;
            for (int d = 0; d < dimension; d++) {
                float value = rows[j * dimension + d];
                tiles[first + d * TILE] = value;
                squaredNorms[j] += value * value;
            }
        }
    }

    @Override
    public int[] nearest(float[] queries, int k) {
        int size = queries.length / dimension;
        int[] indices = new int[size * k];
        float[] keys = new float[size * k];
        Arrays.fill(keys, Float.POSITIVE_INFINITY);
        float[] products = new float[TILE];
        for (int start = 0; start < count; start += TILE) {
            for (int query = 0; query < size; query++) {
                multiply(queries, query * dimension, start * dimension, products);
                rank(products, start, query * k, k, keys, indices);
            }
        }
        return indices;
    }

    /** Products of one query with all rows of the tile that begins at {@code tile}, four values at a time. */
    private void multiply(float[] queries, int query, int tile, float[] products) {
        Arrays.fill(products, 0);
        int d = 0;
        for (; d + 4 <= dimension; d += 4) {
            int at = tile + d * TILE;
            float a = queries[query + d];
            float b = queries[query + d + 1];
            float c = queries[query + d + 2];
            float e = queries[query + d + 3];
            for (int i = 0; i < TILE; i++) {
                products[i] += a * tiles[at + i]
                        + b * tiles[at + TILE + i]
                        + c * tiles[at + 2 * TILE + i]
                        + e * tiles[at + 3 * TILE + i];
            }
        }
        for (; d < dimension; d++) {
            int at = tile + d * TILE;
            float a = queries[query + d];
            for (int i = 0; i < TILE; i++) {
                products[i] += a * tiles[at + i];
            }
        }
    }

    private void rank(float[] products, int start, int offset, int k, float[] keys, int[] indices) {
        int size = Math.min(TILE, count - start);
        for (int i = 0; i < size; i++) {
            float key = squaredNorms[start + i] - 2 * products[i];
            if (key < keys[offset + k - 1]) {
                insert(keys, indices, offset, k, key, start + i);
            }
        }
    }

    private static void insert(float[] keys, int[] indices, int offset, int k, float key, int index) {
        int at = offset + k - 1;
        while (at > offset && keys[at - 1] > key) {
            keys[at] = keys[at - 1];
            indices[at] = indices[at - 1];
            at--;
        }
        keys[at] = key;
        indices[at] = index;
    }
}
