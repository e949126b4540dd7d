package io.xvad.explainers.difference;

import io.xvad.core.Mask;

/** Grows and shrinks sets of pixels by squares. */
final class Morphology {

    private Morphology() {}

    /** The pixels and all at most {@code radius} rows and columns away. */
    static boolean[] dilated(boolean[] pixels, int height, int width, int radius) {
        return Mask.of(height, width, pixels).grown(radius).toArray();
    }

    /** The pixels whose neighbours at most {@code radius} rows and columns away are all among them; what lies outside counts as inside. */
    static boolean[] eroded(boolean[] pixels, int height, int width, int radius) {
        return Mask.of(height, width, pixels).shrunk(radius).toArray();
    }

    /** The pixels with gaps of up to {@code 2 * radius} between them filled; a gap to the border is none. */
    static boolean[] closed(boolean[] pixels, int height, int width, int radius) {
        int paddedHeight = height + 2 * radius;
        int paddedWidth = width + 2 * radius;
        boolean[] padded = new boolean[paddedHeight * paddedWidth];
        for (int y = 0; y < height; y++) {
            System.arraycopy(pixels, y * width, padded, (y + radius) * paddedWidth + radius, width);
        }
        boolean[] grown = dilated(padded, paddedHeight, paddedWidth, radius);
        boolean[] shrunk = eroded(grown, paddedHeight, paddedWidth, radius);
        boolean[] closed = new boolean[pixels.length];
        for (int y = 0; y < height; y++) {
            System.arraycopy(shrunk, (y + radius) * paddedWidth + radius, closed, y * width, width);
        }
        return closed;
    }
}
