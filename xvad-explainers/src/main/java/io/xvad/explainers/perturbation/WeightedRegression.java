package io.xvad.explainers.perturbation;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/** Weighted ridge regression of the scores on which superpixels were shown. */
final class WeightedRegression {

    private WeightedRegression() {}

    /**
     * Solves the normal equations.
     *
     * @param rows a row of regressors for each masked copy
     * @param ridge penalty on the squared coefficients, but not on the first, the intercept
     */
    static double[] regress(double[][] rows, double[] scores, double[] weights, double ridge) {
        int size = rows[0].length;
        double[][] normal = new double[size][size];
        double[] right = new double[size];
        for (int k = 0; k < rows.length; k++) {
            for (int i = 0; i < size; i++) {
                double weighted = weights[k] * rows[k][i];
                right[i] += weighted * scores[k];
                for (int j = 0; weighted != 0 && j < size; j++) {
                    normal[i][j] += weighted * rows[k][j];
                }
            }
        }
        for (int i = 1; i < size; i++) {
            normal[i][i] += ridge;
        }
        RealMatrix matrix = new Array2DRowRealMatrix(normal, false);
        return new SingularValueDecomposition(matrix)
                .getSolver()
                .solve(new ArrayRealVector(right, false))
                .toArray();
    }
}
