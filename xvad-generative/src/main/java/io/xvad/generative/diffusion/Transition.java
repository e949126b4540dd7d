package io.xvad.generative.diffusion;

/**
 * A step between two times of a diffusion, neighbours or not.
 *
 * @param from {@code abar} at the time it begins, less than 1 for all but {@link #deterministic}
 * @param to {@code abar} at the time it ends
 */
public record Transition(double from, double to) {

    /** The variance of the noise that a step of the reverse process adds (Ho, Jain and Abbeel 2020, section 3.2). */
    public enum Variance {
        /** That of the forward step: {@code beta}. */
        LARGE,
        /** That of the forward step if the clean value is known: {@code beta (1 - abar_to) / (1 - abar_from)}. */
        SMALL
    }

    /**
     * The value at the end, without chance: {@code sqrt(abar_to) x_0 + sqrt(1 - abar_to) e} (Song, Meng and Ermon 2021, "Denoising Diffusion
     * Implicit Models", equation 12 with a variance of 0). Also against the direction of sampling, which encodes.
     */
    public float[] deterministic(Denoised value) {
        return Mixture.of(Math.sqrt(to), value.clean(), Math.sqrt(1 - to), value.noise());
    }

    /**
     * The value at the end with noise: the mean of the forward process given its clean value (Ho, Jain and Abbeel 2020, equation 7), and
     * {@code drawn} times the deviation. The last step, to the clean value, adds no noise.
     *
     * @param present value at the beginning
     * @param clean {@code x_0}
     * @param drawn noise of variance 1
     */
    public float[] ancestral(float[] present, float[] clean, float[] drawn, Variance variance) {
        double deviation = to == 1 ? 0 : Math.sqrt(variance(variance));
        return Mixture.of(1, mean(present, clean), deviation, drawn);
    }

    /** The mean of the value at the end given the present and the clean one (Ho, Jain and Abbeel 2020, equation 7). */
    public float[] mean(float[] present, float[] clean) {
        return Mixture.of(presentWeight(), present, cleanWeight(), clean);
    }

    /** Factor of the clean value {@code x_0} in {@link #mean}. */
    public double cleanWeight() {
        return Math.sqrt(to) * beta() / (1 - from);
    }

    /** Factor of the present value {@code x_t} in {@link #mean}. */
    public double presentWeight() {
        return (1 - to) * Math.sqrt(1 - beta()) / (1 - from);
    }

    /** The variance of the noise of a step. */
    public double variance(Variance variance) {
        return variance == Variance.LARGE ? beta() : beta() * (1 - to) / (1 - from);
    }

    /** The variance that the forward process adds on its way back. */
    private double beta() {
        return 1 - from / to;
    }
}
