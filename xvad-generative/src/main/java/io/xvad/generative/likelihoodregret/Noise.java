package io.xvad.generative.likelihoodregret;

import io.xvad.core.engine.Tensor;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/** Standard normal noise of codes: the same of the same seed. Not thread-safe. */
final class Noise {

    private final ZigguratSampler.NormalizedGaussian gaussian;

    Noise(long seed) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        gaussian = ZigguratSampler.NormalizedGaussian.of(random);
    }

    /** The next draws, shape (draws, values). */
    Tensor next(int draws, int values) {
        float[] noise = new float[draws * values];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) gaussian.sample();
        }
        return Tensor.owning(noise, draws, values);
    }
}
