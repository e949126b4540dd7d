package io.xvad.generative.likelihoodregret;

import io.xvad.core.engine.Tensor;

/**
 * The distribution of the code of one image, a Gaussian of independent values.
 *
 * @param mean of each value
 * @param logVariance logarithm of each value's variance
 */
record Posterior(float[] mean, float[] logVariance) {

    int size() {
        return mean.length;
    }

    /** The means as they go into a network, shape (1, values). */
    Tensor means() {
        return Tensor.of(mean, 1, size());
    }

    /** The logarithms of the variances as they go into a network, shape (1, values). */
    Tensor logVariances() {
        return Tensor.of(logVariance, 1, size());
    }
}
