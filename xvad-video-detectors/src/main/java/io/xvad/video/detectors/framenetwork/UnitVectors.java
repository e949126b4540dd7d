package io.xvad.video.detectors.framenetwork;

import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/** Rows of length 1, as the items of a memory begin and stay. */
public final class UnitVectors {

    private static final double SHORTEST = 1e-12;

    private UnitVectors() {}

    /** Rows in directions drawn at random, {@code rows * channels} values. */
    public static float[] drawn(int rows, int channels, long seed) {
        ZigguratSampler.NormalizedGaussian gaussian =
                ZigguratSampler.NormalizedGaussian.of(RandomSource.XO_SHI_RO_256_PP.create(seed));
        float[] values = new float[rows * channels];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) gaussian.sample();
        }
        return normalised(values, channels);
    }

    /** A copy of some rows, each scaled to length 1. */
    public static float[] normalised(float[] rows, int channels) {
        float[] scaled = rows.clone();
        for (int from = 0; from < rows.length; from += channels) {
            double squares = 0;
            for (int c = from; c < from + channels; c++) {
                squares += (double) rows[c] * rows[c];
            }
            float length = (float) Math.max(SHORTEST, Math.sqrt(squares));
            for (int c = from; c < from + channels; c++) {
                scaled[c] /= length;
            }
        }
        return scaled;
    }
}
