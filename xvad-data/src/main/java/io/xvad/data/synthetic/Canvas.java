package io.xvad.data.synthetic;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import org.apache.commons.rng.UniformRandomProvider;

/** An image being defaced: samples, the mask of what was touched, and the randomness. */
final class Canvas {

    final int channels;
    final int height;
    final int width;
    final double strength;
    private final Image normal;
    private final UniformRandomProvider random;
    private final float[] original;
    private final float[] values;
    private final boolean[] touched;

    Canvas(Image normal, UniformRandomProvider random, double strength) {
        this.normal = normal;
        this.random = random;
        this.strength = strength;
        channels = normal.channels();
        height = normal.height();
        width = normal.width();
        original = normal.toArray();
        values = original.clone();
        touched = new boolean[height * width];
    }

    /** Uniform in [{@code low}, {@code high}). */
    double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** Uniform in [{@code low}, {@code high}], whole. */
    int between(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    /** Noise with so many lattice cells along each side. */
    PerlinNoise noise(int cells) {
        return new PerlinNoise(height, width, cells, cells, random);
    }

    boolean coin() {
        return random.nextBoolean();
    }

    int shorterSide() {
        return Math.min(height, width);
    }

    /** A sample of the normal image, at the nearest pixel inside. */
    float original(int channel, int y, int x) {
        int row = Math.max(0, Math.min(height - 1, y));
        int column = Math.max(0, Math.min(width - 1, x));
        return original[(channel * height + row) * width + column];
    }

    /** A sample of the normal image between pixels, bilinear. */
    double interpolated(int channel, double y, double x) {
        int top = (int) Math.floor(y);
        int left = (int) Math.floor(x);
        double down = y - top;
        double right = x - left;
        double upper = original(channel, top, left) * (1 - right) + original(channel, top, left + 1) * right;
        double lower = original(channel, top + 1, left) * (1 - right) + original(channel, top + 1, left + 1) * right;
        return upper * (1 - down) + lower * down;
    }

    float[] originalPlane(int channel) {
        float[] plane = new float[height * width];
        System.arraycopy(original, channel * plane.length, plane, 0, plane.length);
        return plane;
    }

    boolean contains(int y, int x) {
        return y >= 0 && y < height && x >= 0 && x < width;
    }

    /** Mixes a colour into a pixel of the normal image and marks the pixel. */
    void blend(int channel, int y, int x, double colour, double opacity) {
        int at = (channel * height + y) * width + x;
        double mixed = original[at] * (1 - opacity) + colour * opacity;
        values[at] = (float) Math.max(0, Math.min(1, mixed));
        touched[y * width + x] = true;
    }

    DefectedImage defected(String defect) {
        Image image = Image.of(normal.id(), channels, height, width, values);
        return new DefectedImage(image, Mask.of(height, width, touched), defect);
    }
}
