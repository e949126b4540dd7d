package io.xvad.generative.guideddiffusion;

import io.xvad.core.Effort;
import io.xvad.generative.diffusion.Denoised;
import io.xvad.generative.diffusion.NoisePredictor;
import io.xvad.generative.diffusion.NoiseSchedule;
import io.xvad.generative.diffusion.Pixels;
import io.xvad.generative.diffusion.Restorer;
import io.xvad.generative.search.Budget;

/**
 * Encodes an image as noise without chance and decodes it again, guided towards what is normal (Wolleb et al. 2022, algorithm 1). The map is
 * {@code |x - xhat|} on the scale of [-1, 1], the sum over channels. Nothing is random. Thread-safe.
 *
 * @param predictor tells the noise
 * @param guidance of the decoding
 * @param schedule of the noise
 * @param course of the steps
 * @param budget of an image, of which encoding may take half
 */
record GuidedDecoding(NoisePredictor predictor, Guidance guidance, NoiseSchedule schedule, Course course, Budget budget)
        implements Restorer {

    /**
     * The steps.
     *
     * @param time up to which an image is encoded
     * @param steps there, and as many back
     */
    record Course(int time, int steps) {}

    @Override
    public Restored restore(float[] image, long seed) {
        Budget.Clock clock = budget.start();
        Budget.Clock encoding = clock.half();
        int[] times = schedule.strided(course.time, course.steps);
        float[] values = image;
        int reached = times.length;
        do {
            int from = reached == times.length ? NoiseSchedule.CLEAN : times[reached];
            values = encoded(values, from, times[reached - 1]);
            reached--;
        } while (reached > 0 && !encoding.isOver());
        int steps = times.length - reached;
        float[] clean;
        do {
            Denoised parts = decoded(values, times[reached]);
            clean = parts.clean();
            int next = reached + 1 < times.length ? times[reached + 1] : NoiseSchedule.CLEAN;
            values = schedule.between(times[reached], next).deterministic(parts);
            reached++;
            steps++;
        } while (reached < times.length && !clock.isOver());
        return new Restored(clean, changed(image, clean), new Effort(steps, steps == 2 * times.length));
    }

    /** One step of encoding; an image itself is taken for one at the first time. */
    private float[] encoded(float[] values, int from, int to) {
        float[] noise = predictor.noise(values, Math.max(from, 0));
        Denoised parts =
                from == NoiseSchedule.CLEAN ? new Denoised(values, noise) : schedule.clipped(values, noise, from);
        return schedule.between(from, to).deterministic(parts);
    }

    private Denoised decoded(float[] values, int time) {
        float[] noise = guidance.guided(predictor.noise(values, time), values, time, schedule.alphaBar(time));
        return schedule.clipped(values, noise, time);
    }

    private float[] changed(float[] image, float[] clean) {
        float[] change = new float[image.length];
        for (int i = 0; i < change.length; i++) {
            change[i] = Math.abs(image[i] - clean[i]);
        }
        return new Pixels(predictor.form().in(), predictor.form().side()).summed(change);
    }

    @Override
    public void close() {
        predictor.close();
        guidance.close();
    }
}
