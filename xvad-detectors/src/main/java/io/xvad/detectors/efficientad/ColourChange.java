package io.xvad.detectors.efficientad;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * Changes brightness, contrast or saturation of an image, one of the three, by a factor from 0.8 to 1.2: what the autoencoder sees in
 * training (Batzner et al., 2024, section 3.3).
 */
enum ColourChange {
    /** All values times the factor. */
    BRIGHTNESS {
        @Override
        float ground(float[] grey, int place) {
            return 0;
        }
    },

    /** Away from the mean grey of the image, or towards it. */
    CONTRAST {
        @Override
        float ground(float[] grey, int place) {
            return grey[grey.length - 1];
        }
    },

    /** Away from the grey of the pixel, or towards it. */
    SATURATION {
        @Override
        float ground(float[] grey, int place) {
            return grey[place];
        }
    };

    private static final double LEAST = 0.8;
    private static final double RANGE = 0.4;

    /** What a factor of 0 leaves; {@code grey} is that of each pixel, and last their mean. */
    abstract float ground(float[] grey, int place);

    /** A copy of an image, shape (3, size, size), values in [0, 1], changed at random. */
    static float[] drawn(float[] image, UniformRandomProvider random) {
        return values()[random.nextInt(values().length)].apply(image, LEAST + RANGE * random.nextDouble());
    }

    /** A copy changed by a factor; values stay in [0, 1]. */
    float[] apply(float[] image, double factor) {
        float[] grey = grey(image);
        int cells = grey.length - 1;
        float[] changed = new float[image.length];
        for (int i = 0; i < image.length; i++) {
            double value = factor * image[i] + (1 - factor) * ground(grey, i % cells);
            changed[i] = (float) Math.max(0, Math.min(1, value));
        }
        return changed;
    }

    /** The grey of each pixel (ITU-R BT.601), and last their mean. */
    static float[] grey(float[] image) {
        int cells = image.length / 3;
        float[] grey = new float[cells + 1];
        double sum = 0;
        for (int i = 0; i < cells; i++) {
            grey[i] = 0.299f * image[i] + 0.587f * image[cells + i] + 0.114f * image[2 * cells + i];
            sum += grey[i];
        }
        grey[cells] = (float) (sum / cells);
        return grey;
    }
}
