package io.xvad.generative.diad;

import io.xvad.core.AnomalyMap;
import io.xvad.data.preprocess.GaussianBlur;
import io.xvad.generative.diffusion.ImageScore;

/**
 * The score of an image in the authors' code of DiAD: the highest value of the smoothed map after it was averaged eight times over windows of
 * 8 pixels of 256, here in proportion, without the border.
 *
 * @param size side of the map
 * @param sigma standard deviation of the Gaussian that smooths the map
 */
record PooledMaximum(int size, double sigma) implements ImageScore {

    private static final int TIMES = 8;
    private static final double WINDOW = 8.0 / 256;

    @Override
    public double of(float[] map, AnomalyMap painted) {
        float[] plane = new GaussianBlur(sigma).apply(map, size, size);
        int window = Math.max(1, (int) Math.round(WINDOW * size));
        int side = size;
        for (int i = 0; i < TIMES; i++) {
            plane = pooled(pooled(plane, side, window), side, window);
            side -= window - 1;
        }
        return maximum(plane);
    }

    /** Averages along rows, which become columns. */
    private static float[] pooled(float[] plane, int rowLength, int window) {
        int rows = plane.length / rowLength;
        int columns = rowLength - window + 1;
        float[] pooled = new float[columns * rows];
        for (int i = 0; i < pooled.length; i++) {
            int first = i % rows * rowLength + i / rows;
            double sum = 0;
            for (int k = 0; k < window; k++) {
                sum += plane[first + k];
            }
            pooled[i] = (float) (sum / window);
        }
        return pooled;
    }

    private static double maximum(float[] values) {
        float maximum = values[0];
        for (float value : values) {
            maximum = Math.max(maximum, value);
        }
        return maximum;
    }
}
