package io.xvad.data.synthetic;

/** Mixes an image with another one where Perlin noise is high. */
final class PerlinBlend {

    private static final int MAX_LEVEL = 4;

    private PerlinBlend() {}

    /** The image that is mixed in. */
    @FunctionalInterface
    interface Other {
        double at(int channel, int y, int x);
    }

    /** Mixes in the inverted, half-turned image itself. */
    static void draw(Canvas canvas) {
        draw(canvas, (c, y, x) -> 1 - canvas.original(c, canvas.height - 1 - y, canvas.width - 1 - x));
    }

    static void draw(Canvas canvas, Other other) {
        PerlinNoise noise = canvas.noise(1 << canvas.between(1, MAX_LEVEL));
        double threshold = threshold(canvas, noise, canvas.between(0.02, 0.12));
        for (int y = 0; y < canvas.height; y++) {
            for (int x = 0; x < canvas.width; x++) {
                if (noise.at(y, x) >= threshold) {
                    for (int c = 0; c < canvas.channels; c++) {
                        canvas.blend(c, y, x, other.at(c, y, x), canvas.strength);
                    }
                }
            }
        }
    }

    /** The noise value that a given share of the pixels reaches. */
    private static double threshold(Canvas canvas, PerlinNoise noise, double share) {
        double[] values = new double[canvas.height * canvas.width];
        for (int i = 0; i < values.length; i++) {
            values[i] = noise.at(i / canvas.width, i % canvas.width);
        }
        java.util.Arrays.sort(values);
        return values[values.length - Math.max(1, (int) (share * values.length))];
    }
}
