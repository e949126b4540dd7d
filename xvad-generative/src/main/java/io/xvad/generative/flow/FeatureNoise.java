package io.xvad.generative.flow;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Gaussian noise on standardised features while a flow learns. Without it the flow gives features that hardly vary, such as those of a still
 * background, a density without bounds, so that dust there outranks defects, and it learns few images by heart.
 */
public final class FeatureNoise {

    private final double[] deviations;

    /** Noise of so much of each value of a row. */
    public FeatureNoise(double[] deviations) {
        this.deviations = deviations.clone();
    }

    /** Adds it in place to rows of as many values. */
    public void addTo(float[] rows, UniformRandomProvider random) {
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        for (int i = 0; i < rows.length; i++) {
            rows[i] += (float) (deviations[i % deviations.length] * gaussian.sample());
        }
    }
}
