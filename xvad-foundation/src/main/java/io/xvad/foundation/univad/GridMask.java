package io.xvad.foundation.univad;

import io.xvad.core.Mask;
import io.xvad.data.preprocess.Resize;

/** Masks at the places of a grid. */
final class GridMask {

    private GridMask() {}

    /** Whether a mask, interpolated with the outermost pixels at the outermost places, is above 0 at each place of a square grid. */
    static boolean[] touched(Mask mask, int side) {
        boolean[] inside = mask.toArray();
        float[] plane = new float[inside.length];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = inside[i] ? 1 : 0;
        }
        float[] small = Resize.cornerAligned(plane, mask.height(), mask.width(), side, side);
        boolean[] touched = new boolean[small.length];
        for (int i = 0; i < small.length; i++) {
            touched[i] = small[i] > 0;
        }
        return touched;
    }

    /** A mask at another size, by the nearest pixel. */
    static Mask resized(Mask mask, int height, int width) {
        boolean[] resized = new boolean[height * width];
        for (int i = 0; i < resized.length; i++) {
            resized[i] = mask.at((int) ((i / width + 0.5) * mask.height() / height), (int)
                    ((i % width + 0.5) * mask.width() / width));
        }
        return Mask.of(height, width, resized);
    }
}
