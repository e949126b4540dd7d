package io.xvad.generative.diffusion;

/**
 * Times as cosines and sines of falling frequencies (Vaswani et al. 2017, section 3.5), which a {@link UNet} takes.
 */
public final class TimeCode {

    private static final double LONGEST_PERIOD = 10_000;

    private TimeCode() {}

    /**
     * The codes of some times, one after the other: cosines of {@code t 10000^(-i / (length / 2))}, then their sines.
     *
     * @param length of each, even
     * @throws IllegalArgumentException if the length is odd or below 2
     */
    public static float[] of(int[] times, int length) {
        if (length < 2 || length % 2 != 0) {
            throw new IllegalArgumentException("the code of a time must have an even length, got " + length);
        }
        int half = length / 2;
        float[] codes = new float[times.length * length];
        for (int n = 0; n < times.length; n++) {
            for (int i = 0; i < half; i++) {
                double angle = times[n] * Math.pow(LONGEST_PERIOD, -(double) i / half);
                codes[n * length + i] = (float) Math.cos(angle);
                codes[n * length + half + i] = (float) Math.sin(angle);
            }
        }
        return codes;
    }
}
