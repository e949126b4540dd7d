package io.xvad.detectors.restoration;

import io.xvad.core.Image;

/**
 * The samples of an image, to be read between pixels and halved. Immutable.
 *
 * @param channels 1 or 3
 * @param height rows
 * @param width columns
 * @param values channel by channel, row by row; not copied, never written
 */
record Plane(int channels, int height, int width, float[] values) {

    static Plane of(Image image) {
        return new Plane(image.channels(), image.height(), image.width(), image.toArray());
    }

    /** As an image, without a name of its own. */
    Image image() {
        return Image.of("plane", channels, height, width, values);
    }

    float at(int channel, int y, int x) {
        return values[(channel * height + y) * width + x];
    }

    boolean contains(double y, double x) {
        return y > -0.5 && x > -0.5 && y < height - 0.5 && x < width - 0.5;
    }

    /** The sample at a place between pixels, bilinear; beyond the border that of the nearest pixel. */
    double between(int channel, double y, double x) {
        double row = Math.max(0, Math.min(height - 1, y));
        double column = Math.max(0, Math.min(width - 1, x));
        int top = (int) row;
        int left = (int) column;
        double down = row - top;
        double right = column - left;
        int at = (channel * height + top) * width + left;
        int below = top + 1 < height ? width : 0;
        int beside = left + 1 < width ? 1 : 0;
        double upper = values[at] + right * (values[at + beside] - values[at]);
        double lower = values[at + below] + right * (values[at + below + beside] - values[at + below]);
        return upper + down * (lower - upper);
    }

    /** Half as large, each pixel the mean of four; a last odd row or column is left out. */
    Plane halved() {
        int rows = Math.max(1, height / 2);
        int columns = Math.max(1, width / 2);
        float[] out = new float[channels * rows * columns];
        int i = 0;
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < rows; y++) {
                for (int x = 0; x < columns; x++) {
                    int below = Math.min(height - 1, 2 * y + 1);
                    int beside = Math.min(width - 1, 2 * x + 1);
                    out[i++] = (at(c, 2 * y, 2 * x) + at(c, 2 * y, beside) + at(c, below, 2 * x) + at(c, below, beside))
                            / 4;
                }
            }
        }
        return new Plane(channels, rows, columns, out);
    }
}
