package io.xvad.generative.search;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** Noise of the standard normal distribution. */
public final class GaussianNoise {

    private GaussianNoise() {}

    /** Independent values with mean 0 and variance 1. */
    public static float[] drawn(UniformRandomProvider random, int length) {
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) gaussian.sample();
        }
        return values;
    }
}
