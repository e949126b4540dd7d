package io.xvad.detectors.perturbation;

import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Gaussians of several classes with one covariance (Lee et al. 2018, equation 1).
 *
 * @param means of the classes, one after the other
 * @param precision inverse of the covariance, row by row
 */
record ClassGaussians(float[] means, float[] precision) {

    private static final double SHRINKAGE = 0.01;
    private static final double SMALLEST = 1e-8;

    /**
     * Of vectors.
     *
     * @param vectors in which row {@code i} is of class {@code i % classes}
     */
    static ClassGaussians of(List<double[]> vectors, int classes) {
        int size = vectors.get(0).length;
        double[][] means = new double[classes][size];
        for (int i = 0; i < vectors.size(); i++) {
            for (int d = 0; d < size; d++) {
                means[i % classes][d] += vectors.get(i)[d] * classes / vectors.size();
            }
        }
        RealMatrix covariance = new Array2DRowRealMatrix(size, size);
        for (int i = 0; i < vectors.size(); i++) {
            double[] mean = means[i % classes];
            double[] vector = vectors.get(i);
            for (int a = 0; a < size; a++) {
                for (int b = 0; b < size; b++) {
                    covariance.addToEntry(a, b, (vector[a] - mean[a]) * (vector[b] - mean[b]) / vectors.size());
                }
            }
        }
        double ridge = SHRINKAGE * covariance.getTrace() / size + SMALLEST;
        for (int d = 0; d < size; d++) {
            covariance.addToEntry(d, d, ridge);
        }
        RealMatrix precision = new CholeskyDecomposition(covariance).getSolver().getInverse();
        return new ClassGaussians(flat(means), flat(precision.getData()));
    }

    private static float[] flat(double[][] rows) {
        float[] flat = new float[rows.length * rows[0].length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) rows[i / rows[0].length][i % rows[0].length];
        }
        return flat;
    }
}
