package io.xvad.video.detectors.framenetwork;

import io.xvad.video.detectors.mnad.MemoryUpdate;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/** Rows of length 1 in random directions. */
public final class UnitVectors {

    private UnitVectors() {}

    public static float[] drawn(int rows, int channels, long seed) {
        ZigguratSampler.NormalizedGaussian gaussian =
                ZigguratSampler.NormalizedGaussian.of(RandomSource.XO_SHI_RO_256_PP.create(seed));
        float[] values = new float[rows * channels];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) gaussian.sample();
        }
        return MemoryUpdate.updated(values, new float[0], channels);
    }
}
