package io.xvad.data.synthetic;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * Gradient noise (Perlin, 1985, "An Image Synthesizer", with the fading curve of 2002) on a lattice of random directions, in
 * [-1, 1], 0 at the lattice's points. Immutable and thread-safe.
 */
public final class PerlinNoise {

    private final double[] directions;
    private final int columns;
    private final double cellHeight;
    private final double cellWidth;

    /**
     * Noise over an image.
     *
     * @param height of the image
     * @param width of the image
     * @param rows lattice cells from top to bottom
     * @param columns lattice cells from left to right
     * @throws IllegalArgumentException if one of them is below 1
     */
    public PerlinNoise(int height, int width, int rows, int columns, UniformRandomProvider random) {
        if (Math.min(Math.min(height, width), Math.min(rows, columns)) < 1) {
            throw new IllegalArgumentException("noise needs pixels and cells along each side, got " + height + " x "
                    + width + " pixels, " + rows + " x " + columns + " cells");
        }
        this.columns = columns + 2;
        cellHeight = height / (double) rows;
        cellWidth = width / (double) columns;
        directions = new double[(rows + 2) * this.columns];
        for (int i = 0; i < directions.length; i++) {
            directions[i] = 2 * Math.PI * random.nextDouble();
        }
    }

    /** The noise at a pixel. */
    public double at(int y, int x) {
        double row = y / cellHeight;
        double column = x / cellWidth;
        int top = (int) row;
        int left = (int) column;
        double v = row - top;
        double u = column - left;
        double upper = mix(corner(top, left, v, u), corner(top, left + 1, v, u - 1), fade(u));
        double lower = mix(corner(top + 1, left, v - 1, u), corner(top + 1, left + 1, v - 1, u - 1), fade(u));
        return mix(upper, lower, fade(v)) * Math.sqrt(2);
    }

    private double corner(int row, int column, double v, double u) {
        double direction = directions[row * columns + column];
        return Math.sin(direction) * v + Math.cos(direction) * u;
    }

    private static double fade(double t) {
        return t * t * t * (t * (6 * t - 15) + 10);
    }

    private static double mix(double a, double b, double t) {
        return a + (b - a) * t;
    }
}
