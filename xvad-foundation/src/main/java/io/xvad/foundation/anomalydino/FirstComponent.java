package io.xvad.foundation.anomalydino;

/** The first principal component of some rows, found by the power iteration: the direction in which they differ most. */
final class FirstComponent {

    private static final int ITERATIONS = 1_000;
    private static final double TOLERANCE = 1e-10;

    private FirstComponent() {}

    /**
     * How far each row lies along it from the mean of all. Its sign is such that the largest magnitude among its own values is positive.
     *
     * @param rows one after the other
     * @param dimension values in each
     */
    static double[] of(float[] rows, int dimension) {
        double[][] centred = centred(rows, dimension);
        double[] direction = new double[dimension];
        for (int d = 0; d < dimension; d++) {
            direction[d] = 1 + d / (double) dimension;
        }
        for (int i = 0; i < ITERATIONS; i++) {
            double[] next = unit(back(centred, along(centred, direction), dimension));
            double change = 0;
            for (int d = 0; d < dimension; d++) {
                change = Math.max(change, Math.abs(next[d] - direction[d]));
            }
            direction = next;
            if (change < TOLERANCE) {
                break;
            }
        }
        return along(centred, signed(direction));
    }

    private static double[][] centred(float[] rows, int dimension) {
        int count = rows.length / dimension;
        double[] mean = new double[dimension];
        for (int i = 0; i < rows.length; i++) {
            mean[i % dimension] += rows[i] / (double) count;
        }
        double[][] centred = new double[count][dimension];
        for (int i = 0; i < rows.length; i++) {
            centred[i / dimension][i % dimension] = rows[i] - mean[i % dimension];
        }
        return centred;
    }

    private static double[] along(double[][] rows, double[] direction) {
        double[] along = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int d = 0; d < direction.length; d++) {
                along[i] += rows[i][d] * direction[d];
            }
        }
        return along;
    }

    private static double[] back(double[][] rows, double[] along, int dimension) {
        double[] sum = new double[dimension];
        for (int i = 0; i < rows.length; i++) {
            for (int d = 0; d < dimension; d++) {
                sum[d] += along[i] * rows[i][d];
            }
        }
        return sum;
    }

    private static double[] unit(double[] vector) {
        double squares = 0;
        for (double value : vector) {
            squares += value * value;
        }
        double[] unit = vector.clone();
        for (int d = 0; squares > 0 && d < unit.length; d++) {
            unit[d] /= Math.sqrt(squares);
        }
        return unit;
    }

    private static double[] signed(double[] direction) {
        int largest = 0;
        for (int d = 1; d < direction.length; d++) {
            largest = Math.abs(direction[d]) > Math.abs(direction[largest]) ? d : largest;
        }
        double[] signed = direction.clone();
        for (int d = 0; direction[largest] < 0 && d < signed.length; d++) {
            signed[d] = -signed[d];
        }
        return signed;
    }
}
