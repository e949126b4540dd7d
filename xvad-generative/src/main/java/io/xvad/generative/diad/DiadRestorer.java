package io.xvad.generative.diad;

import io.xvad.core.Effort;
import io.xvad.core.engine.Tensor;
import io.xvad.generative.diffusion.Restorer;
import io.xvad.generative.latent.LatentCodec;
import io.xvad.generative.search.Budget;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Builds an image anew and compares the two by their features. Thread-safe.
 *
 * @param codec of the latent
 * @param noise told with the image as guide
 * @param sampling of the latent
 * @param difference of the images
 * @param budget of an image
 */
record DiadRestorer(
        LatentCodec codec, GuidedNoise noise, GuidedSampling sampling, FeatureDifference difference, Budget budget)
        implements Restorer {

    @Override
    public Restored restore(float[] image, long seed) {
        Budget.Clock clock = budget.start();
        float[] seen = LatentCodec.unit(image);
        Tensor hint = noise.hint(seen, codec.form().size());
        GuidedSampling.Sampled sampled = sampling.of(
                codec.encoded(seen),
                (latent, time) -> noise.noise(latent, time, hint),
                RandomSource.XO_SHI_RO_256_PP.create(seed),
                clock);
        float[] restored = bounded(codec.decoded(sampled.latent()));
        boolean complete = sampled.steps() == sampling.times().length;
        return new Restored(
                LatentCodec.centred(restored), difference.of(seen, restored), new Effort(sampled.steps(), complete));
    }

    private static float[] bounded(float[] values) {
        float[] bounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            bounded[i] = Math.max(0, Math.min(1, values[i]));
        }
        return bounded;
    }

    @Override
    public void close() {
        codec.close();
        noise.close();
        difference.close();
    }
}
