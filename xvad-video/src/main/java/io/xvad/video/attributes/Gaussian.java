package io.xvad.video.attributes;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/** A normal distribution of a few dimensions. Immutable. */
final class Gaussian {

    private final double[] mean;
    private final double[][] covariance;
    private final double[][] factor;
    private final double atMean;

    /**
     * By its moments.
     *
     * @throws org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException if the covariance has no density
     */
    Gaussian(double[] mean, double[][] covariance) {
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

    /** Natural logarithm; does not underflow far away. */
    double logDensity(double[] at) {
        double[] solved = new double[mean.length];
        double squares = 0;
        for (int i = 0; i < mean.length; i++) {
            double rest = at[i] - mean[i];
            for (int k = 0; k < i; k++) {
                rest -= factor[i][k] * solved[k];
            }
            solved[i] = rest / factor[i][i];
            squares += solved[i] * solved[i];
        }
        return atMean - squares / 2;
    }

    /** Of some dimensions alone, one after the other. */
    Gaussian marginal(int from, int to) {
        double[][] block = new double[to - from][];
        for (int i = from; i < to; i++) {
            block[i - from] = Arrays.copyOfRange(covariance[i], from, to);
        }
        return new Gaussian(Arrays.copyOfRange(mean, from, to), block);
    }
}
