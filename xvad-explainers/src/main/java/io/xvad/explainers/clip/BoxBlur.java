package io.xvad.explainers.clip;

import io.xvad.core.Image;

/** Box blur: the mean over a square around each pixel, a quarter of the shorter side wide, cut at the borders. */
final class BoxBlur {

    private static final int PARTS = 8;

    private final int height;
    private final int width;
    private final int reach;

    private BoxBlur(Image image) {
        this.height = image.height();
        this.width = image.width();
        this.reach = Math.max(1, Math.min(height, width) / PARTS);
    }

    /** The blurred samples, CHW. */
    static float[] of(Image image) {
        BoxBlur blur = new BoxBlur(image);
        float[] values = image.toArray();
        for (int c = 0; c < image.channels(); c++) {
            blur.plane(values, c * blur.height * blur.width);
        }
        return values;
    }

    private void plane(float[] values, int start) {
        double[] sums = sums(values, start);
        for (int y = 0; y < height; y++) {
            int top = Math.max(0, y - reach);
            int bottom = Math.min(height, y + reach + 1);
            for (int x = 0; x < width; x++) {
                int left = Math.max(0, x - reach);
                int right = Math.min(width, x + reach + 1);
                double sum =
                        at(sums, bottom, right) - at(sums, top, right) - at(sums, bottom, left) + at(sums, top, left);
                double mean = sum / ((bottom - top) * (right - left));
                values[start + y * width + x] = (float) Math.max(0, Math.min(1, mean));
            }
        }
    }

    private double at(double[] sums, int y, int x) {
        return sums[y * (width + 1) + x];
    }

    /** The integral image of a channel (summed-area table). */
    private double[] sums(float[] values, int start) {
        double[] sums = new double[(height + 1) * (width + 1)];
        for (int y = 0; y < height; y++) {
            double row = 0;
            for (int x = 0; x < width; x++) {
                row += values[start + y * width + x];
                sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row;
            }
        }
        return sums;
    }
}
