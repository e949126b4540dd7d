package io.xvad.evaluation.drift;

import io.xvad.data.preprocess.Resize;

/**
 * Where normal images show their object: the mean of some of them, against which others are registered. A shift is found by phase
 * correlation, rotation and size by phase correlation of magnitude spectra in logarithmic polar coordinates, which a shift leaves
 * alone (Reddy and Chatterji 1996). Where objects lie anyhow, as they may in bulk goods or textures, the answers scatter as
 * widely among normal images, and tell nothing. Immutable and thread-safe.
 */
final class NormalPlace {

    private static final int SIDE = PlaneSpectrum.SIDE;
    private static final double SHIFT_BANDWIDTH = 8;
    private static final double TURN_BANDWIDTH = 16;
    private static final double LOWEST_FREQUENCY = 2;
    private static final double HIGHEST_FREQUENCY = 48;
    private static final double OCTAVE_STEP = Math.log(HIGHEST_FREQUENCY / LOWEST_FREQUENCY) / SIDE;

    /**
     * Against the mean normal image.
     *
     * @param right shift to the right, as a share of the longer side
     * @param down shift downwards, as a share of the longer side
     * @param degrees clockwise, in [-90, 90)
     * @param size logarithm of the ratio of sizes
     */
    record Found(double right, double down, double degrees, double size) {}

    private final float[] mean;
    private final PlaneSpectrum spectrum;
    private final PlaneSpectrum polar;

    /**
     * From a mean image.
     *
     * @param mean luminance, {@value PlaneSpectrum#SIDE} a side, row-major
     * @throws IllegalArgumentException if it has another size
     */
    NormalPlace(float[] mean) {
        if (mean.length != SIDE * SIDE) {
            throw new IllegalArgumentException(
                    "a mean image of " + SIDE + " a side is needed, got " + mean.length + " values");
        }
        this.mean = mean.clone();
        spectrum = spectrum(this.mean);
        polar = polar(spectrum);
    }

    /** Sums up normal images. Not thread-safe. */
    static final class Mean {
        private final double[] sum = new double[SIDE * SIDE];
        private int images;

        void add(Luminance normal) {
            float[] square = square(normal);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += square[i];
            }
            images++;
        }

        /** Their mean; at least one image was added. */
        NormalPlace place() {
            float[] mean = new float[sum.length];
            for (int i = 0; i < mean.length; i++) {
                mean[i] = (float) (sum[i] / images);
            }
            return new NormalPlace(mean);
        }
    }

    float[] mean() {
        return mean.clone();
    }

    Found of(Luminance image) {
        PlaneSpectrum seen = spectrum(square(image));
        PhaseCorrelation shift = PhaseCorrelation.of(spectrum, seen, SHIFT_BANDWIDTH);
        PhaseCorrelation turn = PhaseCorrelation.of(polar, polar(seen), TURN_BANDWIDTH);
        return new Found(
                shift.right() / SIDE,
                shift.down() / SIDE,
                wrapped(turn.down() * 180 / SIDE),
                -turn.right() * OCTAVE_STEP);
    }

    private static double wrapped(double degrees) {
        return degrees >= 90 ? degrees - 180 : degrees < -90 ? degrees + 180 : degrees;
    }

    /** The whole image in the middle of a square, at its own aspect, on its own mean, fading to it at its borders (Hann). */
    private static float[] square(Luminance image) {
        int height = Math.max(1, Math.round((float) SIDE * image.height() / Math.max(image.height(), image.width())));
        int width = Math.max(1, Math.round((float) SIDE * image.width() / Math.max(image.height(), image.width())));
        float[] small = Resize.plane(image.values(), image.height(), image.width(), height, width, true);
        double centre = new Luminance(height, width, small).mean();
        float[] square = new float[SIDE * SIDE];
        int top = (SIDE - height) / 2;
        int left = (SIDE - width) / 2;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double fade = hann(y, height) * hann(x, width);
                square[(top + y) * SIDE + left + x] = (float) ((small[y * width + x] - centre) * fade);
            }
        }
        return square;
    }

    private static double hann(int index, int size) {
        double sine = Math.sin(Math.PI * (index + 0.5) / size);
        return sine * sine;
    }

    private static PlaneSpectrum spectrum(float[] square) {
        double[] plane = new double[square.length];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = square[i];
        }
        return PlaneSpectrum.of(plane);
    }

    /** Half a turn of angles downwards, logarithms of frequencies to the right, each less its mean over angles. */
    private static PlaneSpectrum polar(PlaneSpectrum spectrum) {
        double[] plane = new double[SIDE * SIDE];
        for (int column = 0; column < SIDE; column++) {
            double frequency = LOWEST_FREQUENCY * Math.exp(column * OCTAVE_STEP);
            double sum = 0;
            for (int row = 0; row < SIDE; row++) {
                double angle = Math.PI * row / SIDE;
                double value = magnitude(spectrum, frequency * Math.sin(angle), frequency * Math.cos(angle));
                plane[row * SIDE + column] = Math.log1p(value);
                sum += Math.log1p(value);
            }
            double fade = hann(column, SIDE);
            for (int row = 0; row < SIDE; row++) {
                int at = row * SIDE + column;
                plane[at] = (plane[at] - sum / SIDE) * fade;
            }
        }
        return PlaneSpectrum.of(plane);
    }

    private static double magnitude(PlaneSpectrum spectrum, double y, double x) {
        int top = (int) Math.floor(y);
        int left = (int) Math.floor(x);
        double down = y - top;
        double right = x - left;
        int last = SIDE - 1;
        return (1 - down)
                        * ((1 - right) * spectrum.magnitude(top & last, left & last)
                                + right * spectrum.magnitude(top & last, left + 1 & last))
                + down
                        * ((1 - right) * spectrum.magnitude(top + 1 & last, left & last)
                                + right * spectrum.magnitude(top + 1 & last, left + 1 & last));
    }
}
