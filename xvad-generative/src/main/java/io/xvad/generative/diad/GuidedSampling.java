package io.xvad.generative.diad;

import io.xvad.generative.diffusion.Denoised;
import io.xvad.generative.diffusion.NoiseSchedule;
import io.xvad.generative.search.Budget;
import io.xvad.generative.search.GaussianNoise;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Builds a latent anew: noise of the first time is added to it, and removed in deterministic steps (Song, Meng and Ermon 2021). Thread-safe.
 *
 * @param schedule of the noise
 * @param times from the first down to 0
 */
record GuidedSampling(NoiseSchedule schedule, int[] times) {

    /** Tells noise with an image as guide. */
    @FunctionalInterface
    interface Noise {

        /** The noise in a latent at a time, of the same shape. */
        float[] in(float[] noised, int time);
    }

    /**
     * What became of a latent.
     *
     * @param latent of the same shape
     * @param steps runs of the network
     */
    record Sampled(float[] latent, int steps) {}

    /** Builds a latent anew; if its time is over, it is what the last step took for its value without noise. */
    Sampled of(float[] latent, Noise noise, UniformRandomProvider random, Budget.Clock clock) {
        float[] value = schedule.noised(latent, GaussianNoise.drawn(random, latent.length), times[0]);
        int step = 0;
        Denoised parts;
        do {
            int time = times[step];
            int next = step + 1 < times.length ? times[step + 1] : NoiseSchedule.CLEAN;
            parts = schedule.denoised(value, noise.in(value, time), time);
            value = schedule.between(time, next).deterministic(parts);
            step++;
        } while (step < times.length && !clock.isOver());
        return new Sampled(parts.clean(), step);
    }
}
