package io.xvad.detectors.draem;

import io.xvad.data.preprocess.Rotation;
import io.xvad.detectors.textures.TextureSource;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Makes anomalies of normal images (Zavrtanik et al., 2021, section 3.3): a texture shows through where Perlin noise, of a scale of its
 * own along each side and turned, exceeds a threshold. Of half the images nothing is changed. Immutable and thread-safe.
 *
 * @param side of the images
 * @param cut side of what is cut from them at random
 * @param rotated share of the images that are turned first, by up to 90 degrees
 * @param textures of the side of what is cut
 */
record AnomalySimulation(int side, int cut, double rotated, TextureSource textures) {

    private static final double CHANGED = 0.5;
    private static final double THRESHOLD = 0.5;
    private static final double MOST_SEEN_THROUGH = 0.8;
    private static final double TURN = 90;
    private static final int SCALES = 6;
    private static final int PLACES = 3;

    /**
     * What a training step sees of an image.
     *
     * @param seen maybe with an anomaly, shape (3, cut, cut)
     * @param normal the same without
     * @param mask 1 where the anomaly is, else 0, shape (cut, cut)
     */
    record Lesson(float[] seen, float[] normal, float[] mask) {}

    /** Textures have no colour if the images have none, so that colour does not give an anomaly away. */
    static AnomalySimulation of(int side, int cut, double rotated, TextureSource textures, List<float[]> images) {
        TextureSource altered = textures.altered(cut);
        boolean grey = images.stream().allMatch(AnomalySimulation::isGrey);
        return new AnomalySimulation(side, cut, rotated, grey ? altered.grey() : altered);
    }

    private static boolean isGrey(float[] image) {
        int cells = image.length / 3;
        return Arrays.equals(image, 0, cells, image, cells, 2 * cells)
                && Arrays.equals(image, 0, cells, image, 2 * cells, 3 * cells);
    }

    /** A training example from an image of shape (3, side, side), drawn at random. */
    Lesson drawn(float[] image, UniformRandomProvider random) {
        float[] turned = random.nextDouble() < rotated ? new Rotation(side, turn(random)).of(image) : image;
        float[] normal = part(turned, random);
        if (random.nextDouble() >= CHANGED) {
            return new Lesson(normal, normal, new float[cut * cut]);
        }
        float[] mask = PerlinMask.drawn(cut, SCALES, THRESHOLD, random);
        double seenThrough = MOST_SEEN_THROUGH * random.nextDouble();
        return new Lesson(mixed(normal, textures.drawn(random), mask, seenThrough), normal, mask);
    }

    private static double turn(UniformRandomProvider random) {
        return TURN * (2 * random.nextDouble() - 1);
    }

    /** Of a few squares at random places the one with the greatest contrast, so that empty background is not all that is seen. */
    private float[] part(float[] image, UniformRandomProvider random) {
        if (cut == side) {
            return image;
        }
        float[] best = square(image, random);
        for (int i = 1; i < PLACES; i++) {
            float[] other = square(image, random);
            best = variance(other) > variance(best) ? other : best;
        }
        return best;
    }

    private static double variance(float[] values) {
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
        }
        double mean = sum / values.length;
        return squares / values.length - mean * mean;
    }

    private float[] square(float[] image, UniformRandomProvider random) {
        int top = random.nextInt(side - cut + 1);
        int left = random.nextInt(side - cut + 1);
        float[] part = new float[3 * cut * cut];
        for (int row = 0; row < 3 * cut; row++) {
            int from = (row / cut * side + top + row % cut) * side + left;
            System.arraycopy(image, from, part, row * cut, cut);
        }
        return part;
    }

    /**
     * The texture where the mask is 1 (equation 4).
     *
     * @param seenThrough share of the image itself there
     */
    static float[] mixed(float[] normal, float[] texture, float[] mask, double seenThrough) {
        float[] mixed = normal.clone();
        for (int i = 0; i < mixed.length; i++) {
            if (mask[i % mask.length] > 0) {
                mixed[i] = (float) ((1 - seenThrough) * texture[i] + seenThrough * normal[i]);
            }
        }
        return mixed;
    }
}
