package io.xvad.foundation.aaclip;

import io.xvad.core.XvadModelException;

/**
 * Gaussian smoothing of a square grid with a kernel of a given width, mirrored at the border without the border's values repeated. Immutable and thread-safe.
 */
final class GridBlur {

    private final float[] weights;

    /**
     * A blur.
     *
     * @param width taps of the kernel, odd
     * @param sigma standard deviation in steps of the grid
     */
    GridBlur(int width, double sigma) {
        weights = new float[width];
        double sum = 0;
        for (int k = 0; k < width; k++) {
            sum += tap(k - width / 2, sigma);
        }
        for (int k = 0; k < width; k++) {
            weights[k] = (float) (tap(k - width / 2, sigma) / sum);
        }
    }

    private static double tap(int distance, double sigma) {
        return Math.exp(-distance * distance / (2 * sigma * sigma));
    }

    /**
     * The smoothed grid.
     *
     * @param grid row by row; left as it is
     * @throws XvadModelException if the kernel reaches further than the grid
     */
    float[] apply(float[] grid, int side) {
        if (weights.length / 2 >= side) {
            throw new XvadModelException("a kernel of " + weights.length + " needs more than " + weights.length / 2
                    + " patches along a side, the weights have " + side);
        }
        return along(along(grid, side, 1, side), side, side, 1);
    }

    /** Smooths lines whose values are {@code step} apart and which begin {@code next} apart. */
    private float[] along(float[] grid, int side, int step, int next) {
        float[] smooth = new float[grid.length];
        for (int line = 0; line < side; line++) {
            for (int i = 0; i < side; i++) {
                float sum = 0;
                for (int k = 0; k < weights.length; k++) {
                    sum += weights[k] * grid[line * next + mirrored(i + k - weights.length / 2, side) * step];
                }
                smooth[line * next + i * step] = sum;
            }
        }
        return smooth;
    }

    private static int mirrored(int index, int side) {
        int inside = Math.abs(index);
        return inside < side ? inside : 2 * (side - 1) - inside;
    }
}
