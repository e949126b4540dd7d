package io.xvad.generative.diffusion;

/**
 * A value with noise, to learn from.
 *
 * @param values {@code x_t}
 * @param time t
 * @param noise in it, of as many values
 */
public record Noised(float[] values, int time, float[] noise) {

    /** A clean value at a time. */
    public static Noised of(NoiseSchedule schedule, float[] clean, int time, float[] noise) {
        return new Noised(schedule.noised(clean, noise, time), time, noise);
    }
}
