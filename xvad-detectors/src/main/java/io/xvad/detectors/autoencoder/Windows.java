package io.xvad.detectors.autoencoder;

import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Square windows of a square image: drawn at random to train on, or on a grid whose last row and column are flush with the border, and put together to
 * an image again, where overlapping windows are averaged (Bergmann et al., 2019, section 4).
 *
 * @param size side of the image
 * @param side of a window, at most that of the image
 * @param stride from one window to the next, along each side
 */
record Windows(int size, int side, int stride) {

    private static final int CHANNELS = 3;

    /** Where windows begin along a side: multiples of the stride, and what is flush with the border. */
    int[] starts() {
        int last = size - side;
        int steps = (last + stride - 1) / stride;
        return IntStream.rangeClosed(0, steps)
                .map(step -> Math.min(step * stride, last))
                .toArray();
    }

    private boolean areTheImage() {
        return side == size;
    }

    /** Number of windows along a side that cover each row or column. */
    int[] overlaps() {
        int[] counts = new int[size];
        for (int start : starts()) {
            for (int i = 0; i < side; i++) {
                counts[start + i]++;
            }
        }
        return counts;
    }

    /** A window of an image of shape (3, size, size), anywhere. */
    float[] drawn(float[] image, UniformRandomProvider random) {
        if (areTheImage()) {
            return image;
        }
        int top = random.nextInt(size - side + 1);
        int left = random.nextInt(size - side + 1);
        float[] window = new float[CHANNELS * side * side];
        for (int row = 0; row < CHANNELS * side; row++) {
            int from = (row / side * size + top + row % side) * size + left;
            System.arraycopy(image, from, window, row * side, side);
        }
        return window;
    }

    /**
     * All windows of the grid of one image, by two products with matrices of zeros and ones, which change no value.
     *
     * @param image shape (1, 3, size, size)
     * @return shape (windows, 3, side, side), row by row
     */
    SDVariable cut(SDVariable image) {
        if (areTheImage()) {
            return image;
        }
        int count = starts().length;
        SDVariable choice = image.getSameDiff().constant(choice());
        SDVariable across = image.reshape(-1, size).mmul(choice);
        SDVariable down = across.reshape(CHANNELS, size, count * side)
                .permute(0, 2, 1)
                .reshape(-1, size)
                .mmul(choice);
        return down.reshape(CHANNELS, count, side, count, side)
                .permute(3, 1, 0, 4, 2)
                .reshape(-1, CHANNELS, side, side);
    }

    /**
     * The image that windows of the grid make, averaged where they overlap.
     *
     * @param windows shape (windows, 3, side, side), row by row
     * @return shape (1, 3, size, size)
     */
    SDVariable assembled(SDVariable windows) {
        if (areTheImage()) {
            return windows;
        }
        int count = starts().length;
        SDVariable mean = windows.getSameDiff().constant(mean());
        SDVariable across = windows.reshape(count, count, CHANNELS, side, side)
                .permute(0, 2, 3, 1, 4)
                .reshape(-1, count * side)
                .mmul(mean);
        SDVariable down = across.reshape(count, CHANNELS, side, size)
                .permute(1, 3, 0, 2)
                .reshape(-1, count * side)
                .mmul(mean);
        return down.reshape(1, CHANNELS, size, size).permute(0, 1, 3, 2);
    }

    /** Column (window, i) holds a one at the place that is the i-th of the window; shape (size, windows * side). */
    private INDArray choice() {
        int[] starts = starts();
        float[] values = new float[size * starts.length * side];
        for (int place = 0; place < starts.length * side; place++) {
            values[(starts[place / side] + place % side) * starts.length * side + place] = 1;
        }
        return Nd4j.create(values, new long[] {size, (long) starts.length * side}, 'c');
    }

    /** The reverse: row (window, i) holds one divided by the windows that see the place; shape (windows * side, size). */
    private INDArray mean() {
        int[] starts = starts();
        int[] overlaps = overlaps();
        float[] values = new float[starts.length * side * size];
        for (int place = 0; place < starts.length * side; place++) {
            int at = starts[place / side] + place % side;
            values[place * size + at] = 1f / overlaps[at];
        }
        return Nd4j.create(values, new long[] {(long) starts.length * side, size}, 'c');
    }
}
