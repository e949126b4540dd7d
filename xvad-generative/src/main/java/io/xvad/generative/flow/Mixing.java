package io.xvad.generative.flow;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** How the channels change places after a coupling step, so that the next one changes others; drawn once and never trained. */
public enum Mixing {
    /** A permutation. */
    PERMUTATION {
        @Override
        float[] matrix(int channels, UniformRandomProvider random) {
            float[] matrix = new float[channels * channels];
            int[] order = new PermutationSampler(random, channels, channels).sample();
            for (int to = 0; to < channels; to++) {
                matrix[order[to] * channels + to] = 1;
            }
            return matrix;
        }
    },

    /**
     * A rotation, all of which are equally likely: the orthogonal factor of a matrix of Gaussian numbers, with the signs that make the
     * other factor's diagonal positive (Stewart 1980, "The Efficient Generation of Random Orthogonal Matrices with an Application to
     * Condition Estimators"), and one column turned over where it would mirror.
     */
    ROTATION {
        @Override
        float[] matrix(int channels, UniformRandomProvider random) {
            QRDecomposition factors = new QRDecomposition(gaussian(channels, random));
            RealMatrix rotation = factors.getQ();
            for (int column = 0; column < channels; column++) {
                if (factors.getR().getEntry(column, column) < 0) {
                    turnOver(rotation, column);
                }
            }
            if (new LUDecomposition(rotation).getDeterminant() < 0) {
                turnOver(rotation, 0);
            }
            float[] matrix = new float[channels * channels];
            for (int i = 0; i < matrix.length; i++) {
                matrix[i] = (float) rotation.getEntry(i / channels, i % channels);
            }
            return matrix;
        }
    };

    /** An orthogonal matrix, row-major; a row of values is multiplied by it from the right. */
    abstract float[] matrix(int channels, UniformRandomProvider random);

    private static RealMatrix gaussian(int channels, UniformRandomProvider random) {
        ZigguratSampler.NormalizedGaussian sampler = ZigguratSampler.NormalizedGaussian.of(random);
        RealMatrix matrix = new Array2DRowRealMatrix(channels, channels);
        for (int i = 0; i < channels * channels; i++) {
            matrix.setEntry(i / channels, i % channels, sampler.sample());
        }
        return matrix;
    }

    private static void turnOver(RealMatrix matrix, int column) {
        matrix.setColumnVector(column, matrix.getColumnVector(column).mapMultiply(-1));
    }
}
