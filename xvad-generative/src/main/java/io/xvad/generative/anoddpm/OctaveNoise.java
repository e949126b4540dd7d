package io.xvad.generative.anoddpm;

import java.util.SplittableRandom;

/**
 * Simplex noise of several wavelengths, each half as long as the one before and 0.8 times as strong (Wyatt et al. 2022, section 3.2), down
 * to two pixels. The whole is divided by its standard deviation, as the formulas of diffusion want noise of variance 1; the authors' is
 * not. Immutable.
 *
 * @param side height and width of the noise
 * @param longest wavelength in pixels, at least 2
 */
record OctaveNoise(int side, double longest) {

    private static final double PERSISTENCE = 0.8;
    private static final double SHORTEST = 2;
    private static final double SIMPLEX_DEVIATION = 0.392;

    OctaveNoise {
        if (!(longest >= SHORTEST)) {
            throw new IllegalArgumentException(
                    "the longest wavelength of noise must be at least 2 pixels, got " + longest);
        }
    }

    /**
     * Draws noise for several channels, one after the other, each of its own.
     *
     * @param time of the diffusion, where the noise is a slice through space
     * @return shape (channels, side, side)
     */
    float[] drawn(SplittableRandom random, int channels, int time) {
        float[] noise = new float[channels * side * side];
        for (int channel = 0; channel < channels; channel++) {
            addTo(noise, channel * side * side, new SimplexNoise(random.nextLong()), time);
        }
        return noise;
    }

    private void addTo(float[] noise, int from, SimplexNoise simplex, int time) {
        double scale = 1 / (SIMPLEX_DEVIATION * Math.sqrt(sumOfSquares()));
        double strength = scale;
        for (double wavelength = longest; wavelength >= SHORTEST; wavelength /= 2) {
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    noise[from + y * side + x] +=
                            (float) (strength * simplex.at(x / wavelength, y / wavelength, time / wavelength));
                }
            }
            strength *= PERSISTENCE;
        }
    }

    private double sumOfSquares() {
        double sum = 0;
        double square = 1;
        for (double wavelength = longest; wavelength >= SHORTEST; wavelength /= 2) {
            sum += square;
            square *= PERSISTENCE * PERSISTENCE;
        }
        return sum;
    }
}
