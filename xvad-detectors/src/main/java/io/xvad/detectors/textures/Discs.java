package io.xvad.detectors.textures;

import org.apache.commons.rng.UniformRandomProvider;

/** Discs of random heights, each over those before. */
final class Discs {

    private static final int COUNT = 250;
    private static final double SMALLEST = 0.01;
    private static final double LARGEST = 0.25;

    private Discs() {}

    /** Radii are distributed as their inverse third power, as areas are that look alike at all scales. */
    static float[] drawn(int size, UniformRandomProvider random) {
        float[] heights = new float[size * size];
        for (int disc = 0; disc < COUNT; disc++) {
            double cut = 1 - (SMALLEST * SMALLEST) / (LARGEST * LARGEST);
            double radius = size * SMALLEST / Math.sqrt(1 - cut * random.nextDouble());
            paint(heights, size, radius, size * random.nextDouble(), size * random.nextDouble(), random.nextFloat());
        }
        return heights;
    }

    private static void paint(float[] heights, int size, double radius, double centreY, double centreX, float height) {
        int bottom = Math.min(size - 1, (int) (centreY + radius));
        int right = Math.min(size - 1, (int) (centreX + radius));
        for (int y = Math.max(0, (int) Math.ceil(centreY - radius)); y <= bottom; y++) {
            for (int x = Math.max(0, (int) Math.ceil(centreX - radius)); x <= right; x++) {
                if (Math.hypot(y - centreY, x - centreX) < radius) {
                    heights[y * size + x] = height;
                }
            }
        }
    }
}
