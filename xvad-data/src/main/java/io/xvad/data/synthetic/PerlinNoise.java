package io.xvad.data.synthetic;

/** Gradient noise (Perlin 1985) on a lattice of random directions, in about [-1, 1]. */
final class PerlinNoise {

    private final double[] directions;
    private final int columns;
    private final double cellHeight;
    private final double cellWidth;

    /** Noise with {@code cells} lattice cells along each side of the canvas. */
    PerlinNoise(Canvas canvas, int cells) {
        columns = cells + 2;
        cellHeight = canvas.height / (double) cells;
        cellWidth = canvas.width / (double) cells;
        directions = new double[columns * columns];
        for (int i = 0; i < directions.length; i++) {
            directions[i] = canvas.between(0, 2 * Math.PI);
        }
    }

    double at(int y, int x) {
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
