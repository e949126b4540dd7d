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
    private static final double PERIOD = 256;

    OctaveNoise {
        if (!(longest >= SHORTEST)) {
            throw new IllegalArgumentException(
                    "the longest wavelength of noise must be at least 2 pixels, got " + longest);
        }
    }

    /** Where an octave is cut out of a space of its own, off the corners of the lattice, at which simplex noise is 0. */
    private record Slice(SimplexNoise simplex, double x, double y, double z) {

        private static Slice drawn(SplittableRandom random) {
            return new Slice(
                    new SimplexNoise(random.nextLong()),
                    random.nextDouble(PERIOD),
                    random.nextDouble(PERIOD),
                    random.nextDouble(PERIOD));
        }

        private double at(double fromX, double fromY, double fromZ) {
            return simplex.at(x + fromX, y + fromY, z + fromZ);
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
            addTo(noise, channel * side * side, random, time);
        }
        return noise;
    }

    private void addTo(float[] noise, int from, SplittableRandom random, int time) {
        double strength = 1 / (SIMPLEX_DEVIATION * Math.sqrt(sumOfSquares()));
        for (double wavelength = longest; wavelength >= SHORTEST; wavelength /= 2) {
            Slice slice = Slice.drawn(random);
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    noise[from + y * side + x] +=
                            (float) (strength * slice.at(x / wavelength, y / wavelength, time / wavelength));
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
