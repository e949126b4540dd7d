package io.xvad.detectors.features;

import java.util.function.IntFunction;

/**
 * How a line of a map becomes a line of pixels: each pixel is a weighted sum of a few neighbouring positions. Immutable.
 *
 * @param starts first position that each pixel is made of
 * @param weights of it and the following ones, for each pixel
 */
record PaintedLine(int[] starts, float[][] weights) {

    /**
     * Put together from what each position alone gives.
     *
     * @param positions how many there are
     * @param alone what a position of value 1 among zeros gives each of {@code pixels}
     */
    static PaintedLine of(int positions, int pixels, IntFunction<float[]> alone) {
        float[][] given = new float[positions][];
        for (int i = 0; i < positions; i++) {
            given[i] = alone.apply(i);
        }
        int[] starts = new int[pixels];
        float[][] weights = new float[pixels][];
        for (int pixel = 0; pixel < pixels; pixel++) {
            int first = 0;
            while (first < positions - 1 && given[first][pixel] == 0) {
                first++;
            }
            int end = positions;
            while (end > first + 1 && given[end - 1][pixel] == 0) {
                end--;
            }
            starts[pixel] = first;
            weights[pixel] = new float[end - first];
            for (int i = first; i < end; i++) {
                weights[pixel][i - first] = given[i][pixel];
            }
        }
        return new PaintedLine(starts, weights);
    }

    /** A square, row-major, of as many pixels a side, from a square of as many positions. */
    float[] square(float[] plane, int side) {
        int size = starts.length;
        float[] wide = new float[side * size];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < size; x++) {
                float sum = 0;
                int at = y * side + starts[x];
                for (float weight : weights[x]) {
                    sum += weight * plane[at];
                    at++;
                }
                wide[y * size + x] = sum;
            }
        }
        return tall(wide);
    }

    private float[] tall(float[] wide) {
        int size = starts.length;
        float[] square = new float[size * size];
        for (int y = 0; y < size; y++) {
            for (int k = 0; k < weights[y].length; k++) {
                float weight = weights[y][k];
                int from = (starts[y] + k) * size;
                for (int x = 0; x < size; x++) {
                    square[y * size + x] += weight * wide[from + x];
                }
            }
        }
        return square;
    }
}
