package io.xvad.detectors.nearest;

import java.util.Random;

/**
 * The directions in which some rows differ most, and rows in these directions. With the length of what is left as one more value,
 * no two shortened rows are further from each other than the rows themselves. Immutable.
 */
final class LeadingDirections {

    private static final int SAMPLES = 256;
    private static final int ITERATIONS = 3;

    private final int dimension;
    private final int count;
    private final float[] mean;
    private final float[] directions;

    private LeadingDirections(int dimension, int count, float[] mean, float[] directions) {
        this.dimension = dimension;
        this.count = count;
        this.mean = mean;
        this.directions = directions;
    }

    /**
     * Finds them by a few orthogonal iterations on some of the rows: near enough, since any orthogonal directions bound distances.
     *
     * @param count how many, at most {@code dimension}
     */
    static LeadingDirections of(float[] rows, int dimension, int count) {
        float[] mean = mean(rows, dimension);
        int size = rows.length / dimension;
        int step = (size + SAMPLES - 1) / SAMPLES;
        double[][] found = orthogonal(start(dimension, count), count);
        for (int i = 0; i < ITERATIONS; i++) {
            found = orthogonal(multiplied(rows, step, mean, found, count), count);
        }
        float[] directions = new float[dimension * count];
        for (int i = 0; i < directions.length; i++) {
            directions[i] = (float) found[i / count][i % count];
        }
        return new LeadingDirections(dimension, count, mean, directions);
    }

    private static float[] mean(float[] rows, int dimension) {
        double[] sums = new double[dimension];
        for (int i = 0; i < rows.length; i++) {
            sums[i % dimension] += rows[i];
        }
        float[] mean = new float[dimension];
        for (int d = 0; d < dimension; d++) {
            mean[d] = (float) (sums[d] * dimension / rows.length);
        }
        return mean;
    }

    private static double[][] start(int dimension, int count) {
        Random random = new Random(1);
        double[][] start = new double[dimension][count];
        for (double[] values : start) {
            for (int j = 0; j < count; j++) {
                values[j] = random.nextGaussian();
            }
        }
        return start;
    }

    /** The covariance of every {@code step}-th row, but for a factor, times the directions; one array a value of a row. */
    private static double[][] multiplied(float[] rows, int step, float[] mean, double[][] directions, int count) {
        double[][] product = new double[mean.length][count];
        for (int from = 0; from < rows.length; from += step * mean.length) {
            double[] coordinates = new double[count];
            for (int d = 0; d < mean.length; d++) {
                add(directions[d], rows[from + d] - mean[d], coordinates);
            }
            for (int d = 0; d < mean.length; d++) {
                add(coordinates, rows[from + d] - mean[d], product[d]);
            }
        }
        return product;
    }

    private static void add(double[] values, double factor, double[] sums) {
        for (int j = 0; j < sums.length; j++) {
            sums[j] += factor * values[j];
        }
    }

    /** Gram and Schmidt's; a direction of which nothing is left becomes zeros. */
    private static double[][] orthogonal(double[][] directions, int count) {
        double[][] result = new double[directions.length][count];
        double[][] columns = new double[count][directions.length];
        for (int j = 0; j < count; j++) {
            double[] column = columns[j];
            for (int d = 0; d < column.length; d++) {
                column[d] = directions[d][j];
            }
            double before = Math.sqrt(dot(column, column));
            for (int i = 0; i < 2 * j; i++) {
                double[] other = columns[i % j];
                add(other, -dot(column, other), column);
            }
            double length = Math.sqrt(dot(column, column));
            for (int d = 0; d < column.length; d++) {
                column[d] = length > 1e-9 * before ? column[d] / length : 0;
                result[d][j] = column[d];
            }
        }
        return result;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) {
            sum += a[d] * b[d];
        }
        return sum;
    }

    /** Shortened rows, {@link #length} values each: along each direction, and the length of what is left. */
    float[] shortened(float[] rows) {
        int size = rows.length / dimension;
        float[] all = new float[size * length()];
        for (int row = 0; row < size; row++) {
            double[] along = new double[count];
            double whole = 0;
            for (int d = 0; d < dimension; d++) {
                double value = rows[row * dimension + d] - mean[d];
                whole += value * value;
                add(directions, d * count, value, along);
            }
            double explained = 0;
            for (int j = 0; j < count; j++) {
                explained += along[j] * along[j];
                all[row * length() + j] = (float) along[j];
            }
            all[row * length() + count] = (float) Math.sqrt(Math.max(0, whole - explained));
        }
        return all;
    }

    private static void add(float[] values, int offset, double factor, double[] sums) {
        for (int j = 0; j < sums.length; j++) {
            sums[j] += factor * values[offset + j];
        }
    }

    /** Values in a shortened row. */
    int length() {
        return count + 1;
    }

    /** The mean of the rows. */
    float[] mean() {
        return mean;
    }

    /** Shape (values in a row, directions). */
    float[] directions() {
        return directions;
    }
}
