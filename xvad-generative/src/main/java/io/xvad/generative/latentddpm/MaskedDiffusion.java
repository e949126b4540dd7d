package io.xvad.generative.latentddpm;

import io.xvad.generative.diffusion.Denoised;
import io.xvad.generative.diffusion.NoisePredictor;
import io.xvad.generative.diffusion.NoiseSchedule;
import io.xvad.generative.diffusion.Transition;
import io.xvad.generative.search.Budget;
import io.xvad.generative.search.GaussianNoise;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Generates the places of a latent anew that a mask chooses, to fit the others (after Pinaya et al. 2022): from a latent with noise, at each step back
 * masked places are what the diffusion model draws, and the others are those of the latent with the noise of that time,
 * {@code z_s = m p(z_s | z_t) + (1 - m) q(z_s | z_0)}. At the end there is no noise, so that places that are not masked are as they were.
 * Thread-safe.
 *
 * @param predictor tells the noise
 * @param schedule of the noise
 * @param times from the first, where the noise is largest, down to 0
 */
record MaskedDiffusion(NoisePredictor predictor, NoiseSchedule schedule, int[] times) {

    /**
     * What became of a latent.
     *
     * @param latent of the same shape
     * @param steps runs of the network
     */
    record Generated(float[] latent, int steps) {}

    /**
     * Generates a latent. If its time is over, masked places are what the last step took for their value without noise.
     *
     * @param latent shape (channels, side, side)
     * @param mask which places to generate, row by row
     */
    Generated of(float[] latent, boolean[] mask, UniformRandomProvider random, Budget.Clock clock) {
        float[] values = schedule.noised(latent, GaussianNoise.drawn(random, latent.length), times[0]);
        int step = 0;
        float[] clean;
        do {
            int time = times[step];
            int next = step + 1 < times.length ? times[step + 1] : NoiseSchedule.CLEAN;
            Denoised parts = schedule.denoised(values, predictor.noise(values, time), time);
            clean = parts.clean();
            float[] drawn = GaussianNoise.drawn(random, latent.length);
            float[] generated = schedule.between(time, next).ancestral(values, clean, drawn, Transition.Variance.SMALL);
            float[] known = schedule.noised(latent, GaussianNoise.drawn(random, latent.length), next);
            values = mixed(generated, known, mask);
            step++;
        } while (step < times.length && !clock.isOver());
        return new Generated(step == times.length ? values : mixed(clean, latent, mask), step);
    }

    private static float[] mixed(float[] generated, float[] known, boolean[] mask) {
        float[] mixed = known.clone();
        for (int i = 0; i < mixed.length; i++) {
            if (mask[i % mask.length]) {
                mixed[i] = generated[i];
            }
        }
        return mixed;
    }
}
