package io.xvad.generative.latentddpm;

import io.xvad.generative.diffusion.NoisePredictor;
import io.xvad.generative.diffusion.NoiseSchedule;
import io.xvad.generative.diffusion.Transition;
import io.xvad.generative.search.Budget;
import io.xvad.generative.search.GaussianNoise;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * How unexpected each place of a latent is to a diffusion model (after Pinaya et al. 2022): the divergence of the step back that the model takes
 * from the one that knows the latent, {@code KL(q(z_{t-1} | z_t, z_0) || p(z_{t-1} | z_t))}. Both are Gaussians of one variance (Ho, Jain
 * and Abbeel 2020, equations 7 and 8), so that it is the squared distance of their means divided by twice the variance; it is
 * averaged over channels and over times from the middle of the diffusion, at each of which noise is drawn once. Thread-safe.
 *
 * @param predictor tells the noise
 * @param schedule of the noise
 * @param times t, none of which is 0
 */
record StepDivergence(NoisePredictor predictor, NoiseSchedule schedule, int[] times) {

    /**
     * The divergence of each place.
     *
     * @param values of each place, row by row, in nats
     * @param steps runs of the network
     */
    record Measured(float[] values, int steps) {}

    /**
     * Measures a latent, at fewer times if its time is over.
     *
     * @param latent shape (channels, side, side)
     */
    Measured of(float[] latent, UniformRandomProvider random, Budget.Clock clock) {
        float[] sums = new float[latent.length / predictor.form().in()];
        int step = 0;
        do {
            int time = times[step];
            float[] noised = schedule.noised(latent, GaussianNoise.drawn(random, latent.length), time);
            float[] told = schedule.denoised(noised, predictor.noise(noised, time), time)
                    .clean();
            add(sums, latent, told, weight(schedule, time));
            step++;
        } while (step < times.length && !clock.isOver());
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= step;
        }
        return new Measured(sums, step);
    }

    private void add(float[] sums, float[] latent, float[] told, double weight) {
        for (int i = 0; i < latent.length; i++) {
            double apart = latent[i] - told[i];
            sums[i % sums.length] +=
                    (float) (weight * apart * apart / predictor.form().in());
        }
    }

    /** What the squared distance of the clean values counts: the step's mean has them times a factor, and that squared is divided by twice the variance. */
    static double weight(NoiseSchedule schedule, int time) {
        Transition step = schedule.between(time, time - 1);
        return step.cleanWeight() * step.cleanWeight() / (2 * step.variance(Transition.Variance.SMALL));
    }
}
