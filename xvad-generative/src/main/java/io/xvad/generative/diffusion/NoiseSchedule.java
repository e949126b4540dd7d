package io.xvad.generative.diffusion;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * How much noise there is at each time of a diffusion (Ho, Jain and Abbeel 2020). At time t a value is
 * {@code x_t = sqrt(abar_t) x_0 + sqrt(1 - abar_t) e} with {@code abar_t = (1 - beta_0) ... (1 - beta_t)} (equation 4). Times count from 0,
 * where there is little noise, to {@code steps - 1}; {@link #CLEAN} is the value itself. Immutable.
 */
public final class NoiseSchedule {

    /** The time of a value without noise. */
    public static final int CLEAN = -1;

    private static final double LARGEST_BETA = 0.999;
    private static final double COSINE_OFFSET = 0.008;

    private final double[] alphaBars;

    private NoiseSchedule(int steps, IntToDoubleFunction beta) {
        if (steps < 1) {
            throw new IllegalArgumentException("a noise schedule needs at least 1 step, got " + steps);
        }
        alphaBars = new double[steps];
        double product = 1;
        for (int t = 0; t < steps; t++) {
            product *= 1 - beta.applyAsDouble(t);
            alphaBars[t] = product;
        }
    }

    /**
     * Betas along a line.
     *
     * @throws IllegalArgumentException if there are no steps, or betas do not rise between 0 and 1
     */
    public static NoiseSchedule linear(int steps, double first, double last) {
        requireRising(first, last);
        return new NoiseSchedule(steps, t -> between(first, last, t, steps));
    }

    /**
     * Betas along a line from 0.0001 to 0.02 for 1000 steps (Ho, Jain and Abbeel 2020, section 4), and for others by as much larger as the
     * steps are fewer, so that all end at about the same noise.
     *
     * @param steps at least 21
     * @throws IllegalArgumentException if there are fewer
     */
    public static NoiseSchedule linear(int steps) {
        double scale = 1000.0 / steps;
        return linear(steps, scale * 1e-4, scale * 0.02);
    }

    /**
     * Betas whose square roots are along a line, as in latent diffusion (Rombach et al. 2022).
     *
     * @throws IllegalArgumentException if there are no steps, or betas do not rise between 0 and 1
     */
    public static NoiseSchedule squareRootLinear(int steps, double first, double last) {
        requireRising(first, last);
        return new NoiseSchedule(steps, t -> {
            double root = between(Math.sqrt(first), Math.sqrt(last), t, steps);
            return root * root;
        });
    }

    /**
     * {@code abar} along a squared cosine, with no beta above 0.999 (Nichol and Dhariwal 2021, "Improved Denoising Diffusion Probabilistic
     * Models", equation 17).
     *
     * @throws IllegalArgumentException if there are no steps
     */
    public static NoiseSchedule squaredCosine(int steps) {
        return new NoiseSchedule(steps, t -> Math.min(LARGEST_BETA, 1 - cosine(t + 1, steps) / cosine(t, steps)));
    }

    private static double cosine(int t, int steps) {
        double root = Math.cos(((double) t / steps + COSINE_OFFSET) / (1 + COSINE_OFFSET) * Math.PI / 2);
        return root * root;
    }

    private static double between(double first, double last, int t, int steps) {
        return steps == 1 ? first : first + (last - first) * t / (steps - 1);
    }

    private static void requireRising(double first, double last) {
        if (!(first > 0 && first <= last && last < 1)) {
            throw new IllegalArgumentException("betas must rise between 0 and 1, got " + first + " to " + last);
        }
    }

    /** Number of times with noise. */
    public int steps() {
        return alphaBars.length;
    }

    /**
     * {@code abar_t}: the share of the variance at a time that is the value's, from 0 to 1; 1 for {@link #CLEAN}.
     *
     * @throws IllegalArgumentException if there is no such time
     */
    public double alphaBar(int time) {
        if (time < CLEAN || time >= alphaBars.length) {
            throw new IllegalArgumentException("time must be from -1 to " + (alphaBars.length - 1) + ", got " + time);
        }
        return time == CLEAN ? 1 : alphaBars[time];
    }

    /** The step from one time to another, in either direction. */
    public Transition between(int from, int to) {
        return new Transition(alphaBar(from), alphaBar(to));
    }

    /**
     * Times evenly spread from one down to 0, rounded: a reverse process of fewer steps, of which the last goes from 0 to {@link #CLEAN}.
     *
     * @param first the largest
     * @param count how many; no more than there are
     * @throws IllegalArgumentException if a time is out of range or the count below 1
     */
    public int[] strided(int first, int count) {
        if (first < 0 || first >= steps() || count < 1) {
            throw new IllegalArgumentException("strided times need a first one from 0 to " + (steps() - 1)
                    + " and a count of at least 1, got " + first + " and " + count);
        }
        int times = Math.min(count, first + 1);
        int[] strided = new int[times];
        Arrays.setAll(strided, i -> times == 1 ? first : (int) Math.round(first * (1 - i / (times - 1.0))));
        return strided;
    }

    /** {@code x_t} of {@code x_0} and its noise (Ho, Jain and Abbeel 2020, equation 4). */
    public float[] noised(float[] clean, float[] noise, int time) {
        return Mixture.of(Math.sqrt(alphaBar(time)), clean, Math.sqrt(1 - alphaBar(time)), noise);
    }

    /** What {@code x_t} is made of if this is its noise; not for {@link #CLEAN}. */
    public Denoised denoised(float[] noised, float[] noise, int time) {
        double signal = Math.sqrt(alphaBar(time));
        return new Denoised(Mixture.of(1 / signal, noised, -Math.sqrt(1 - alphaBar(time)) / signal, noise), noise);
    }

    /** The same with {@code x_0} moved into [-1, 1], and the noise that goes with it; not for {@link #CLEAN}. */
    public Denoised clipped(float[] noised, float[] noise, int time) {
        float[] clean = denoised(noised, noise, time).clean();
        for (int i = 0; i < clean.length; i++) {
            clean[i] = Math.max(-1, Math.min(1, clean[i]));
        }
        return new Denoised(clean, noise(noised, clean, time));
    }

    /** The noise of {@code x_t} if this is {@code x_0}; not for {@link #CLEAN}. */
    public float[] noise(float[] noised, float[] clean, int time) {
        double deviation = Math.sqrt(1 - alphaBar(time));
        return Mixture.of(1 / deviation, noised, -Math.sqrt(alphaBar(time)) / deviation, clean);
    }
}
