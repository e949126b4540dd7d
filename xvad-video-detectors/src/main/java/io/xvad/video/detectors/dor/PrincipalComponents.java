package io.xvad.video.detectors.dor;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.stat.correlation.Covariance;

/** Rows along the directions in which they vary most. */
final class PrincipalComponents {

    private PrincipalComponents() {}

    /**
     * The fewest components that hold a share of the variance, at least one.
     *
     * @param rows at least two, of equal length
     * @param share of the variance, above 0, at most 1
     * @return for each row its coordinates, less their means
     */
    static double[][] of(double[][] rows, double share) {
        EigenDecomposition found = new EigenDecomposition(covariance(rows));
        double[] variances = found.getRealEigenvalues();
        double wanted = share * Arrays.stream(variances).filter(v -> v > 0).sum();
        int kept = 0;
        double held = 0;
        while (kept == 0 || (kept < variances.length && held < wanted)) {
            held += Math.max(0, variances[kept++]);
        }
        double[] mean = mean(rows);
        double[][] shortened = new double[rows.length][kept];
        for (int component = 0; component < kept; component++) {
            double[] direction = found.getEigenvector(component).toArray();
            for (int row = 0; row < rows.length; row++) {
                for (int i = 0; i < mean.length; i++) {
                    shortened[row][component] += (rows[row][i] - mean[i]) * direction[i];
                }
            }
        }
        return shortened;
    }

    /** Commons Math has none of a single column. */
    private static Array2DRowRealMatrix covariance(double[][] rows) {
        if (rows[0].length > 1) {
            return new Array2DRowRealMatrix(
                    new Covariance(rows).getCovarianceMatrix().getData());
        }
        double mean = mean(rows)[0];
        double sum = Arrays.stream(rows)
                .mapToDouble(row -> (row[0] - mean) * (row[0] - mean))
                .sum();
        return new Array2DRowRealMatrix(new double[][] {{sum / (rows.length - 1)}});
    }

    private static double[] mean(double[][] rows) {
        double[] mean = new double[rows[0].length];
        for (double[] row : rows) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += row[i] / rows.length;
            }
        }
        return mean;
    }
}
