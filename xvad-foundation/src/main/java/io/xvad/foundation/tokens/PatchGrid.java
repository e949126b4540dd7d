package io.xvad.foundation.tokens;

import io.xvad.core.Box;
import io.xvad.core.Image;

/** Where the patches of a square grid lie in an image that is stretched to a square. */
public final class PatchGrid {

    private PatchGrid() {}

    /** The patch at a pixel of an image. */
    public static int position(Image image, int y, int x, int side) {
        return y * side / image.height() * side + x * side / image.width();
    }

    /** A patch in a square image. */
    static Box box(int position, int side, int size) {
        return box(position, side, size, size);
    }

    /** A patch in an image of this size; at least one pixel. */
    public static Box box(int position, int side, int height, int width) {
        int top = position / side * height / side;
        int left = position % side * width / side;
        int bottom = Math.max(top + 1, (position / side + 1) * height / side);
        int right = Math.max(left + 1, (position % side + 1) * width / side);
        return new Box(left, top, right - left, bottom - top);
    }
}
