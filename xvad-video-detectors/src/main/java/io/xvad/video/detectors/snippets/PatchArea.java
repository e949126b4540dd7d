package io.xvad.video.detectors.snippets;

import io.xvad.core.Box;

/**
 * The rows and columns of a plane that a whole frame or one of its patches takes up, at least one of each.
 *
 * @param top first row
 * @param left first column
 * @param bottom row after the last
 * @param right column after the last
 */
record PatchArea(int top, int left, int bottom, int right) {

    /**
     * Of a place.
     *
     * @param grid patches along each side
     * @param place 0 for the whole frame, then the patches row by row
     */
    static PatchArea of(int grid, int place, int rows, int columns) {
        if (place == 0) {
            return new PatchArea(0, 0, rows, columns);
        }
        return new PatchArea(0, 0, rows, columns).part(grid, (place - 1) / grid, (place - 1) % grid);
    }

    /** One of as many parts along each side. */
    PatchArea part(int parts, int row, int column) {
        int high = bottom - top;
        int wide = right - left;
        int y = top + Math.min(high - 1, row * high / parts);
        int x = left + Math.min(wide - 1, column * wide / parts);
        return new PatchArea(
                y,
                x,
                Math.max(y + 1, top + (row + 1) * high / parts),
                Math.max(x + 1, left + (column + 1) * wide / parts));
    }

    float mean(float[] values, int plane, int columns) {
        double sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                sum += values[plane + y * columns + x];
            }
        }
        return (float) (sum / size());
    }

    int size() {
        return (bottom - top) * (right - left);
    }

    Box box() {
        return new Box(left, top, right - left, bottom - top);
    }
}
