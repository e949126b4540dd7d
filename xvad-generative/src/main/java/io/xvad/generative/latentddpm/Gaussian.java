package io.xvad.generative.latentddpm;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** Standard normal noise. */
final class Gaussian {

    private Gaussian() {}

    static float[] drawn(UniformRandomProvider random, int length) {
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) gaussian.sample();
        }
        return values;
    }
}
