package io.xvad.video.detectors.attributes;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/** A multivariate normal distribution of a few dimensions. Immutable. */
final class MultivariateGaussian {

    private final double[] mean;
    private final double[][] covariance;
    private final double[][] factor;
    private final double atMean;

    /**
     * The distribution of these moments.
     *
     * @throws org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException if the covariance has no density
     */
    MultivariateGaussian(double[] mean, double[][] covariance) {
        this.mean = mean;
        this.covariance = covariance;
        this.factor = new CholeskyDecomposition(new Array2DRowRealMatrix(covariance))
                .getL()
                .getData();
        double volume = mean.length * Math.log(2 * Math.PI) / 2;
        for (int i = 0; i < mean.length; i++) {
            volume += Math.log(factor[i][i]);
        }
        this.atMean = -volume;
    }

    double[] mean() {
        return mean;
    }

    double[][] covariance() {
        return covariance;
    }

    /** Natural logarithm of the density; does not underflow far away. */
    double logDensity(double[] at) {
        double squares = 0;
        for (double value : lower(at)) {
            squares += value * value;
        }
        return atMean - squares / 2;
    }

    /** Solves L z = x - mean for the Cholesky factor L, as far as x goes. */
    private double[] lower(double[] at) {
        double[] solved = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            double rest = at[i] - mean[i];
            for (int k = 0; k < i; k++) {
                rest -= factor[i][k] * solved[k];
            }
            solved[i] = rest / factor[i][i];
        }
        return solved;
    }

    /** The distribution of the first dimensions alone. */
    MultivariateGaussian marginal(int dimensions) {
        double[][] block = new double[dimensions][];
        for (int i = 0; i < dimensions; i++) {
            block[i] = Arrays.copyOf(covariance[i], dimensions);
        }
        return new MultivariateGaussian(Arrays.copyOf(mean, dimensions), block);
    }

    /** The conditional mean of the other dimensions given the first ones: L z + mean, with the known part of z and 0 for the rest. */
    double[] expected(double[] known) {
        double[] solved = lower(known);
        double[] expected = Arrays.copyOfRange(mean, known.length, mean.length);
        for (int i = 0; i < expected.length; i++) {
            for (int k = 0; k < known.length; k++) {
                expected[i] += factor[known.length + i][k] * solved[k];
            }
        }
        return expected;
    }
}
