package io.xvad.detectors.nearest;

/** Squared Euclidean norms of rows. */
public final class SquaredNorms {

    private SquaredNorms() {}

    /** The squared norm of each row of {@code dimension} values. */
    public static float[] of(float[] rows, int dimension) {
        float[] norms = new float[rows.length / dimension];
        for (int i = 0; i < norms.length; i++) {
            double sum = 0;
            for (int d = 0; d < dimension; d++) {
                double value = rows[i * dimension + d];
                sum += value * value;
            }
            norms[i] = (float) sum;
        }
        return norms;
    }
}
