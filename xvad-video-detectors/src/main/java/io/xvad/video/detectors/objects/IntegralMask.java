package io.xvad.video.detectors.objects;

/** Counts the pixels of a mask in rectangles, each in constant time, by a summed-area table (Crow 1984). */
final class IntegralMask {

    private final int height;
    private final int width;
    private final int[] sums;

    private IntegralMask(int height, int width, int[] sums) {
        this.height = height;
        this.width = width;
        this.sums = sums;
    }

    static IntegralMask of(boolean[] mask, int width) {
        int height = mask.length / width;
        int[] sums = new int[(height + 1) * (width + 1)];
        for (int y = 0; y < height; y++) {
            int row = 0;
            for (int x = 0; x < width; x++) {
                row += mask[y * width + x] ? 1 : 0;
                sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row;
            }
        }
        return new IntegralMask(height, width, sums);
    }

    /** How many are set in a rectangle, cut to the image. */
    int count(double top, double left, double bottom, double right) {
        int y0 = clamp(top, height);
        int x0 = clamp(left, width);
        int y1 = clamp(bottom, height);
        int x1 = clamp(right, width);
        return at(y1, x1) - at(y0, x1) - at(y1, x0) + at(y0, x0);
    }

    private int at(int y, int x) {
        return sums[y * (width + 1) + x];
    }

    private static int clamp(double value, int most) {
        return (int) Math.max(0, Math.min(most, Math.round(value)));
    }
}
