package io.xvad.generative.latentddpm;

import io.xvad.core.Effort;
import io.xvad.data.preprocess.GaussianBlur;
import io.xvad.data.preprocess.Resize;
import io.xvad.generative.diffusion.Restorer;
import io.xvad.generative.latent.LatentCodec;
import io.xvad.generative.latent.LatentForm;
import io.xvad.generative.search.Budget;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Finds the places of the latent of an image that a diffusion model does not expect, and generates them anew. The map is the absolute difference
 * of the image from what came of it, averaged over colours, times the mask, which is enlarged and smoothed. Thread-safe.
 *
 * @param codec of the latent
 * @param divergence says what is unexpected
 * @param thresholds from which on a place is masked
 * @param diffusion generates
 * @param budget of an image
 */
record LatentRestorer(
        LatentCodec codec, StepDivergence divergence, Thresholds thresholds, MaskedDiffusion diffusion, Budget budget)
        implements Restorer {

    /** Standard deviation of the Gaussian that smooths the mask, in places of the latent. */
    private static final double MASK_SIGMA = 0.5;

    @Override
    public Restored restore(float[] image, long seed) {
        Budget.Clock clock = budget.start();
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        float[] seen = LatentCodec.unit(image);
        float[] latent = codec.encoded(seen);
        StepDivergence.Measured measured = divergence.of(latent, random, clock);
        boolean[] mask = thresholds.mask(measured.values());
        MaskedDiffusion.Generated generated = diffusion.of(latent, mask, random, clock);
        float[] restored = codec.decoded(generated.latent());
        int all = divergence.times().length + diffusion.times().length;
        int steps = measured.steps() + generated.steps();
        return new Restored(LatentCodec.centred(restored), map(seen, restored, mask), new Effort(steps, steps == all));
    }

    /** The divergences of an image that has as much time as it needs. */
    float[] divergences(float[] image, long seed) {
        return divergence
                .of(
                        codec.encoded(LatentCodec.unit(image)),
                        RandomSource.XO_SHI_RO_256_PP.create(seed),
                        new Budget(0).start())
                .values();
    }

    private float[] map(float[] image, float[] restored, boolean[] mask) {
        LatentForm form = codec.form();
        float[] wide = enlarged(mask, form);
        float[] map = new float[wide.length];
        int colours = image.length / map.length;
        for (int i = 0; i < image.length; i++) {
            map[i % map.length] += Math.abs(image[i] - restored[i]) / colours;
        }
        for (int i = 0; i < map.length; i++) {
            map[i] *= wide[i];
        }
        return map;
    }

    private static float[] enlarged(boolean[] mask, LatentForm form) {
        float[] plane = new float[mask.length];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = mask[i] ? 1 : 0;
        }
        int size = form.size();
        float[] wide = Resize.plane(plane, form.side(), form.side(), size, size, false);
        return new GaussianBlur(MASK_SIGMA * form.stride()).apply(wide, size, size);
    }

    @Override
    public void close() {
        codec.close();
        divergence.predictor().close();
    }
}
