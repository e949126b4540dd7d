package io.xvad.detectors.patchcore;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Exact nearest neighbours by one matrix product: the order follows {@code |b|^2 - 2 q.b}; distances of those found are
 * then computed term by term. Thread-safe; close it to free native memory.
 */
final class NearestRows implements AutoCloseable {

    private final float[] rows;
    private final int count;
    private final int dimension;
    private final float[] squaredNorms;
    private final INDArray matrix;

    NearestRows(float[] rows, int dimension) {
        this.rows = rows;
        this.dimension = dimension;
        this.count = rows.length / dimension;
        this.squaredNorms = new float[count];
        for (int j = 0; j < count; j++) {
            for (int d = 0; d < dimension; d++) {
                float value = rows[j * dimension + d];
                squaredNorms[j] += value * value;
            }
        }
        this.matrix = Nd4j.create(rows, new long[] {count, dimension}, 'c');
    }

    /**
     * What was found for several queries, {@code k} entries each, nearest first.
     *
     * @param k neighbours a query
     * @param indices rows of the memory
     * @param distances Euclidean distances
     */
    record Found(int k, int[] indices, float[] distances) {

        /** Mean distance of a query's neighbours. */
        float mean(int query) {
            double sum = 0;
            for (int i = 0; i < k; i++) {
                sum += distances[query * k + i];
            }
            return (float) (sum / k);
        }

        /** Mean distance of each query's neighbours. */
        float[] means() {
            float[] means = new float[distances.length / k];
            for (int i = 0; i < means.length; i++) {
                means[i] = mean(i);
            }
            return means;
        }
    }

    int count() {
        return count;
    }

    /** The {@code k} nearest rows, or all if there are fewer, of each query row. */
    Found search(float[] queries, int wanted) {
        int k = Math.min(wanted, count);
        int size = queries.length / dimension;
        int[] indices = new int[size * k];
        try (INDArray left = Nd4j.create(queries, new long[] {size, dimension}, 'c');
                INDArray products = Nd4j.createUninitialized(DataType.FLOAT, new long[] {size, count}, 'f')) {
            Nd4j.gemm(left, matrix, products, false, true, 1, 0);
            rank(products.data().asNioFloat(), size, k, indices);
        }
        return exact(queries, k, indices);
    }

    private void rank(FloatBuffer products, int size, int k, int[] indices) {
        float[] keys = new float[size * k];
        Arrays.fill(keys, Float.POSITIVE_INFINITY);
        float[] column = new float[size];
        for (int j = 0; j < count; j++) {
            products.get(j * size, column);
            float norm = squaredNorms[j];
            for (int i = 0; i < size; i++) {
                float key = norm - 2 * column[i];
                if (key < keys[i * k + k - 1]) {
                    insert(keys, indices, i * k, k, key, j);
                }
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

    private Found exact(float[] queries, int k, int[] indices) {
        float[] distances = new float[indices.length];
        for (int i = 0; i < indices.length; i++) {
            distances[i] = distance(queries, i / k * dimension, indices[i]);
        }
        return new Found(k, indices, distances);
    }

    /** Distance between a query that starts at {@code offset} and a row of the memory. */
    float distance(float[] queries, int offset, int row) {
        double sum = 0;
        for (int d = 0; d < dimension; d++) {
            double difference = queries[offset + d] - rows[row * dimension + d];
            sum += difference * difference;
        }
        return (float) Math.sqrt(sum);
    }

    /** Adds to each value of {@code out} its squared deviation from a row, as a share of the distance. */
    void addShares(float[] queries, int offset, int row, double factor, float[] out) {
        double distance = distance(queries, offset, row);
        for (int d = 0; distance > 0 && d < dimension; d++) {
            double deviation = queries[offset + d] - rows[row * dimension + d];
            out[offset + d] += (float) (factor * deviation * deviation / distance);
        }
    }

    /** Adds {@code factor (query - row) / |query - row|} to {@code out}, the gradient of {@link #distance}. */
    void addDirection(float[] queries, int offset, int row, double factor, float[] out) {
        double distance = distance(queries, offset, row);
        for (int d = 0; distance > 0 && d < dimension; d++) {
            out[offset + d] += (float) (factor * (queries[offset + d] - rows[row * dimension + d]) / distance);
        }
    }

    int dimension() {
        return dimension;
    }

    /** A copy of one row. */
    float[] row(int index) {
        return Arrays.copyOfRange(rows, index * dimension, (index + 1) * dimension);
    }

    float[] rows() {
        return rows.clone();
    }

    @Override
    public void close() {
        matrix.close();
    }
}
