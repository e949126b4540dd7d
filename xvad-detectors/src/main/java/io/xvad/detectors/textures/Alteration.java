package io.xvad.detectors.textures;

import io.xvad.data.preprocess.GaussianBlur;
import io.xvad.data.preprocess.Rotation;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;

/** Changes of a texture by chance, those that the authors of DRAEM make (Zavrtanik et al., 2021, section 3.3). */
enum Alteration {
    /** Each channel to a power from 0.5 to 2. */
    GAMMA((values, size, random) -> {
        double[] powers = random.doubles(3, 0.5, 2).toArray();
        return each(values, (value, channel) -> Math.pow(value, powers[channel]));
    }),

    /** Times 0.8 to 1.2, and up to 30 of 255 levels brighter or darker. */
    BRIGHTNESS((values, size, random) -> {
        double factor = between(0.8, 1.2, random);
        double more = between(-30, 30, random) / 255;
        return each(values, (value, channel) -> factor * value + more);
    }),

    /** Sharper or blurred: away from or towards what a Gaussian makes of it. */
    SHARPNESS((values, size, random) -> {
        double strength = between(-1, 2, random);
        float[] sharp = new float[values.length];
        for (int c = 0; c < 3; c++) {
            float[] plane = Arrays.copyOfRange(values, c * size * size, (c + 1) * size * size);
            float[] soft = new GaussianBlur(1).apply(plane, size, size);
            for (int i = 0; i < plane.length; i++) {
                sharp[c * size * size + i] = bounded(plane[i] + strength * (plane[i] - soft[i]));
            }
        }
        return sharp;
    }),

    /** Another hue and saturation: colours turned about the grey axis by up to 70 degrees and made up to 1.5 times as strong. */
    COLOUR((values, size, random) -> {
        double angle = Math.toRadians(between(-70, 70, random));
        double strength = between(0.5, 1.5, random);
        return turned(values, strength * Math.cos(angle), strength * Math.sin(angle));
    }),

    /** What is brighter than a level from 32 to 128 of 255 inverted. */
    SOLARISE((values, size, random) -> {
        double level = between(32, 128, random) / 255;
        return each(values, (value, channel) -> value < level ? value : 1 - value);
    }),

    /** From 2 to 32 levels of each channel. */
    POSTERISE((values, size, random) -> {
        int levels = 1 << random.nextInt(1, 6);
        return each(values, (value, channel) -> Math.floor(value * levels) / levels);
    }),

    /** Its negative. */
    INVERT((values, size, random) -> each(values, (value, channel) -> 1 - value)),

    /** Each channel stretched from 0 to 1. */
    CONTRAST((values, size, random) -> stretched(values)),

    /** All levels of a channel equally often. */
    EQUALISE((values, size, random) -> equalised(values)),

    /** Turned by up to 45 degrees. */
    ROTATE((values, size, random) -> new Rotation(size, between(-45, 45, random)).of(values));

    private static final int IN_TURN = 3;
    private static final int LEVELS = 256;

    private final Change change;

    Alteration(Change change) {
        this.change = change;
    }

    @FunctionalInterface
    private interface Change {
        float[] of(float[] values, int size, UniformRandomProvider random);
    }

    @FunctionalInterface
    private interface Level {
        double of(float value, int channel);
    }

    /** A texture, shape (3, size, size), after this change; values stay in [0, 1]. */
    float[] of(float[] values, int size, UniformRandomProvider random) {
        return change.of(values, size, random);
    }

    /** A texture after three different changes. */
    static float[] threeOf(float[] values, int size, UniformRandomProvider random) {
        float[] altered = values;
        for (int which : new PermutationSampler(random, values().length, IN_TURN).sample()) {
            altered = values()[which].of(altered, size, random);
        }
        return altered;
    }

    private static double between(double low, double high, UniformRandomProvider random) {
        return low + (high - low) * random.nextDouble();
    }

    private static float bounded(double value) {
        return (float) Math.max(0, Math.min(1, value));
    }

    private static float[] each(float[] values, Level level) {
        float[] changed = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            changed[i] = bounded(level.of(values[i], 3 * i / values.length));
        }
        return changed;
    }

    /** The part of each colour that is not grey, turned and stretched in its plane. */
    private static float[] turned(float[] values, double cos, double sin) {
        int cells = values.length / 3;
        float[] changed = new float[values.length];
        for (int i = 0; i < cells; i++) {
            double red = values[i];
            double green = values[cells + i];
            double blue = values[2 * cells + i];
            double grey = (red + green + blue) / 3;
            double across = sin / Math.sqrt(3);
            changed[i] = bounded(grey + cos * (red - grey) + across * (blue - green));
            changed[cells + i] = bounded(grey + cos * (green - grey) + across * (red - blue));
            changed[2 * cells + i] = bounded(grey + cos * (blue - grey) + across * (green - red));
        }
        return changed;
    }

    private static float[] stretched(float[] values) {
        double[] least = {1, 1, 1};
        double[] greatest = {0, 0, 0};
        for (int i = 0; i < values.length; i++) {
            int channel = 3 * i / values.length;
            least[channel] = Math.min(least[channel], values[i]);
            greatest[channel] = Math.max(greatest[channel], values[i]);
        }
        return each(
                values,
                (value, channel) -> greatest[channel] > least[channel]
                        ? (value - least[channel]) / (greatest[channel] - least[channel])
                        : value);
    }

    private static float[] equalised(float[] values) {
        int cells = values.length / 3;
        int[][] below = new int[3][LEVELS];
        for (int i = 0; i < values.length; i++) {
            below[i / cells][level(values[i])]++;
        }
        for (int[] counts : below) {
            for (int level = 1; level < LEVELS; level++) {
                counts[level] += counts[level - 1];
            }
        }
        return each(values, (value, channel) -> below[channel][level(value)] / (double) cells);
    }

    private static int level(float value) {
        return Math.min(LEVELS - 1, (int) (value * LEVELS));
    }
}
