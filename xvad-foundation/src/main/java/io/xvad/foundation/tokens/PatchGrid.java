package io.xvad.foundation.tokens;

import io.xvad.core.Box;

/** Where the patches of a square grid lie in that part of an image which a network sees. */
public final class PatchGrid {

    private PatchGrid() {}

    /** The patch at a pixel of an image, or the nearest one where the network does not see the pixel. */
    public static int position(Box visible, int y, int x, int side) {
        return along(y - visible.y(), visible.height(), side) * side + along(x - visible.x(), visible.width(), side);
    }

    private static int along(int pixel, int pixels, int side) {
        return Math.max(0, Math.min(pixels - 1, pixel)) * side / pixels;
    }

    /** A patch, in pixels of the image; at least one pixel. */
    public static Box box(int position, int side, Box visible) {
        int top = position / side * visible.height() / side;
        int left = position % side * visible.width() / side;
        int bottom = Math.max(top + 1, (position / side + 1) * visible.height() / side);
        int right = Math.max(left + 1, (position % side + 1) * visible.width() / side);
        return new Box(visible.x() + left, visible.y() + top, right - left, bottom - top);
    }
}
