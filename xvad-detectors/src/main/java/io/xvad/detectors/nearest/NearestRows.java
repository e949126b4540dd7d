package io.xvad.detectors.nearest;

import java.util.Arrays;

/**
 * Rows, and the nearest of them: distances of those found are computed term by term. Immutable and thread-safe; close it to
 * free native memory.
 */
public final class NearestRows implements AutoCloseable {

    private final float[] rows;
    private final int count;
    private final int dimension;
    private final NeighbourSearch neighbours;

    /** Rows of {@code dimension} values, one after the other, and what searches them. */
    public NearestRows(float[] rows, int dimension, NeighbourSearch neighbours) {
        this.rows = rows;
        this.dimension = dimension;
        this.count = rows.length / dimension;
        this.neighbours = neighbours;
    }

    /**
     * The neighbours found for several queries, {@code k} entries each, nearest first.
     *
     * @param k neighbours a query
     * @param indices which rows were found
     * @param distances Euclidean distances
     */
    public record Found(int k, int[] indices, float[] distances) {

        /** Mean distance of a query's neighbours. */
        private float mean(int query) {
            double sum = 0;
            for (int i = 0; i < k; i++) {
                sum += distances[query * k + i];
            }
            return (float) (sum / k);
        }

        /** Mean Euclidean distance of each query's neighbours. */
        public float[] means() {
            float[] means = new float[distances.length / k];
            for (int i = 0; i < means.length; i++) {
                means[i] = mean(i);
            }
            return means;
        }
    }

    /** The number of rows. */
    public int count() {
        return count;
    }

    /** The {@code wanted} nearest rows, or all if there are fewer, of each query; queries are rows of {@link #dimension} values. */
    public Found search(float[] queries, int wanted) {
        int k = Math.min(wanted, count);
        return exact(queries, k, neighbours.nearest(queries, k));
    }

    private Found exact(float[] queries, int k, int[] indices) {
        float[] distances = new float[indices.length];
        for (int i = 0; i < indices.length; i++) {
            distances[i] = distance(queries, i / k * dimension, indices[i]);
        }
        return new Found(k, indices, distances);
    }

    /** Euclidean distance between a query that starts at {@code offset} and one of the rows. */
    public float distance(float[] queries, int offset, int row) {
        double sum = 0;
        for (int d = 0; d < dimension; d++) {
            double difference = queries[offset + d] - rows[row * dimension + d];
            sum += difference * difference;
        }
        return (float) Math.sqrt(sum);
    }

    /** Adds to each value of {@code out} its squared deviation from a row, as a share of the distance. */
    public void addShares(float[] queries, int offset, int row, double factor, float[] out) {
        double distance = distance(queries, offset, row);
        for (int d = 0; distance > 0 && d < dimension; d++) {
            double deviation = queries[offset + d] - rows[row * dimension + d];
            out[offset + d] += (float) (factor * deviation * deviation / distance);
        }
    }

    /** Adds {@code factor (query - row) / |query - row|} to {@code out}, the gradient of {@link #distance}. */
    public void addDirection(float[] queries, int offset, int row, double factor, float[] out) {
        double distance = distance(queries, offset, row);
        for (int d = 0; distance > 0 && d < dimension; d++) {
            out[offset + d] += (float) (factor * (queries[offset + d] - rows[row * dimension + d]) / distance);
        }
    }

    /** Values in a row. */
    public int dimension() {
        return dimension;
    }

    /** A copy of one row. */
    public float[] row(int index) {
        return Arrays.copyOfRange(rows, index * dimension, (index + 1) * dimension);
    }

    /** A copy of all rows. */
    public float[] rows() {
        return rows.clone();
    }

    /** The search that finds the nearest. */
    public NeighbourSearch neighbours() {
        return neighbours;
    }

    @Override
    public void close() {
        neighbours.close();
    }
}
