package io.xvad.explainers.reliance;

import io.xvad.core.AnomalyMap;

/** Means over the square around each pixel, cut at the borders. */
final class WindowMeans {

    private WindowMeans() {}

    /** @param reach from the pixel to the edge of the square, at least 0 */
    static AnomalyMap of(AnomalyMap map, int reach) {
        int height = map.height();
        int width = map.width();
        double[] sums = sums(map);
        float[] means = new float[height * width];
        for (int y = 0; y < height; y++) {
            int top = Math.max(0, y - reach) * (width + 1);
            int bottom = Math.min(height, y + reach + 1) * (width + 1);
            for (int x = 0; x < width; x++) {
                int left = Math.max(0, x - reach);
                int right = Math.min(width, x + reach + 1);
                double sum = sums[bottom + right] - sums[top + right] - sums[bottom + left] + sums[top + left];
                means[y * width + x] = (float) (sum * (width + 1) / ((double) (bottom - top) * (right - left)));
            }
        }
        return AnomalyMap.owning(height, width, means);
    }

    /** The integral image (summed-area table), with a row and a column of zeros before the first. */
    private static double[] sums(AnomalyMap map) {
        int row = map.width() + 1;
        double[] sums = new double[(map.height() + 1) * row];
        for (int y = 0; y < map.height(); y++) {
            double sum = 0;
            for (int x = 0; x < map.width(); x++) {
                sum += map.buffer().get(y * map.width() + x);
                sums[(y + 1) * row + x + 1] = sums[y * row + x + 1] + sum;
            }
        }
        return sums;
    }
}
