package io.xvad.detectors.textures;

import org.apache.commons.rng.UniformRandomProvider;

/** A texture made up by chance: a {@link Pattern} in a few random colours, sometimes grained. */
final class ProceduralTexture {

    private static final int MOST_COLOURS = 5;
    private static final double GRAINED = 0.3;

    private ProceduralTexture() {}

    /** Values in [0, 1], shape (3, size, size). */
    static float[] drawn(int size, UniformRandomProvider random) {
        Pattern[] patterns = Pattern.values();
        float[] heights = patterns[random.nextInt(patterns.length)].drawn(size, random);
        float[] texture = coloured(heights, random);
        if (random.nextDouble() < GRAINED) {
            grain(texture, Pattern.GRAIN.drawn(size, random), 0.02 + 0.18 * random.nextDouble());
        }
        return texture;
    }

    /** Colours from two to five random ones, between which it is faded. */
    private static float[] coloured(float[] heights, UniformRandomProvider random) {
        int colours = random.nextInt(2, MOST_COLOURS + 1);
        float[] texture = new float[3 * heights.length];
        for (int c = 0; c < 3; c++) {
            double[] palette = random.doubles(colours).toArray();
            for (int i = 0; i < heights.length; i++) {
                double place = heights[i] * (colours - 1);
                int before = Math.min(colours - 2, (int) place);
                double share = place - before;
                texture[c * heights.length + i] = (float) (palette[before] * (1 - share) + palette[before + 1] * share);
            }
        }
        return texture;
    }

    private static void grain(float[] texture, float[] grain, double strength) {
        for (int i = 0; i < texture.length; i++) {
            double value = texture[i] + strength * (grain[i % grain.length] - 0.5);
            texture[i] = (float) Math.max(0, Math.min(1, value));
        }
    }
}
