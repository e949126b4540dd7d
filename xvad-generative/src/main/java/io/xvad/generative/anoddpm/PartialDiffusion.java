package io.xvad.generative.anoddpm;

import io.xvad.core.Effort;
import io.xvad.generative.diffusion.Denoised;
import io.xvad.generative.diffusion.NoisePredictor;
import io.xvad.generative.diffusion.NoiseSchedule;
import io.xvad.generative.diffusion.Pixels;
import io.xvad.generative.diffusion.Restorer;
import io.xvad.generative.diffusion.Transition;
import io.xvad.generative.search.Budget;
import java.util.SplittableRandom;

/**
 * Adds noise to an image up to a time and takes it away again, several times over: what is anomalous comes back as normal (Wyatt et al. 2022).
 * The map is {@code (x_0 - xhat)^2} on the scale of [-1, 1], the sum over channels and the mean over the runs, which go through the network
 * together. Thread-safe.
 *
 * @param predictor tells the noise
 * @param schedule of the noise
 * @param noise that is added
 * @param margin around an image while noise is on it
 * @param course of the steps
 * @param budget of an image
 */
record PartialDiffusion(
        NoisePredictor predictor,
        NoiseSchedule schedule,
        OctaveNoise noise,
        Margin margin,
        Course course,
        Budget budget)
        implements Restorer {

    /**
     * The steps of a run.
     *
     * @param time up to which noise is added
     * @param steps back
     * @param sampling how each step is taken
     * @param runs with noise of their own
     */
    record Course(int time, int steps, Sampling sampling, int runs) {}

    /** The sampler of the steps back. */
    enum Sampling {
        /** Each step adds new noise of variance {@code beta}. */
        ANCESTRAL,
        /** Steps add no noise (DDIM). */
        DETERMINISTIC
    }

    @Override
    public Restored restore(float[] image, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Budget.Clock clock = budget.start();
        float[] start = repeated(margin.added(image));
        float[] values = schedule.noised(start, drawn(random, course.time), course.time);
        int[] times = schedule.strided(course.time, course.steps);
        int step = 0;
        float[] clean;
        do {
            Denoised parts = schedule.clipped(values, predictor.noise(values, times[step]), times[step]);
            clean = parts.clean();
            int next = step + 1 < times.length ? times[step + 1] : NoiseSchedule.CLEAN;
            values = stepped(values, parts, schedule.between(times[step], next), next, random);
            step++;
        } while (step < times.length && !clock.isOver());
        return compared(image, margin.removed(clean), new Effort(step, step == times.length));
    }

    private float[] stepped(float[] values, Denoised parts, Transition step, int next, SplittableRandom random) {
        if (course.sampling == Sampling.DETERMINISTIC || next == NoiseSchedule.CLEAN) {
            return step.deterministic(parts);
        }
        return step.ancestral(values, parts.clean(), drawn(random, next), Transition.Variance.LARGE);
    }

    /** Noise for all runs. */
    private float[] drawn(SplittableRandom random, int time) {
        return noise.drawn(random, course.runs * predictor.form().in(), time);
    }

    private float[] repeated(float[] image) {
        float[] all = new float[course.runs * image.length];
        for (int run = 0; run < course.runs; run++) {
            System.arraycopy(image, 0, all, run * image.length, image.length);
        }
        return all;
    }

    private Restored compared(float[] image, float[] clean, Effort effort) {
        float[] mean = new float[image.length];
        float[] squares = new float[image.length];
        for (int i = 0; i < clean.length; i++) {
            int at = i % image.length;
            float difference = image[at] - clean[i];
            mean[at] += clean[i] / course.runs;
            squares[at] += difference * difference / course.runs;
        }
        Pixels pixels = new Pixels(predictor.form().in(), margin.side());
        return new Restored(mean, pixels.summed(squares), effort);
    }

    @Override
    public void close() {
        predictor.close();
    }
}
