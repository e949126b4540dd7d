package io.xvad.data.synthetic;

/** Where Perlin noise is high, the image is mixed with its own inverted, half-turned copy. */
final class PerlinBlend {

    private static final int MAX_LEVEL = 4;

    private PerlinBlend() {}

    static void draw(Canvas canvas) {
        PerlinNoise noise = new PerlinNoise(canvas, 1 << canvas.between(1, MAX_LEVEL));
        double threshold = threshold(canvas, noise, canvas.between(0.02, 0.12));
        for (int y = 0; y < canvas.height; y++) {
            for (int x = 0; x < canvas.width; x++) {
                if (noise.at(y, x) >= threshold) {
                    for (int c = 0; c < canvas.channels; c++) {
                        float other = 1 - canvas.original(c, canvas.height - 1 - y, canvas.width - 1 - x);
                        canvas.blend(c, y, x, other, canvas.strength);
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
