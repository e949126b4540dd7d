package io.xvad.video.detectors.exemplars;

import io.xvad.core.Box;
import io.xvad.core.Image;

/**
 * Divides a frame into square regions that overlap by half: each is two by two cells.
 *
 * @param rows of cells
 * @param columns of cells
 */
record RegionGrid(int rows, int columns) {

    /**
     * A grid over a frame.
     *
     * @param region approximate side of a region, as a share of the frame's height
     */
    static RegionGrid of(int height, int width, double region) {
        int rows = Math.max(2, (int) Math.round(2 / region));
        int columns = Math.max(2, (int) Math.round(rows * (double) width / height));
        return new RegionGrid(Math.min(rows, height), Math.min(columns, width));
    }

    int cells() {
        return rows * columns;
    }

    int regions() {
        return (rows - 1) * (columns - 1);
    }

    /** The first of a region's four cells. */
    int firstCell(int region) {
        return region / (columns - 1) * columns + region % (columns - 1);
    }

    /** The four cells of a region, row by row. */
    int[] cellsOf(int region) {
        int first = firstCell(region);
        return new int[] {first, first + 1, first + columns, first + columns + 1};
    }

    /** The cell a position of an image lies in. */
    int cell(int y, int x, int height, int width) {
        return y * rows / height * columns + x * columns / width;
    }

    /** The place of a region, in pixels of an image. */
    Box box(int region, Image image) {
        int row = firstCell(region) / columns;
        int column = firstCell(region) % columns;
        int top = row * image.height() / rows;
        int left = column * image.width() / columns;
        int bottom = Math.max(top + 1, (row + 2) * image.height() / rows);
        int right = Math.max(left + 1, (column + 2) * image.width() / columns);
        return new Box(left, top, right - left, bottom - top);
    }

    /** Whether a region and a box have a pixel in common. */
    boolean touches(int region, Box box, Image image) {
        Box own = box(region, image);
        return own.x() < box.x() + box.width()
                && box.x() < own.x() + own.width()
                && own.y() < box.y() + box.height()
                && box.y() < own.y() + own.height();
    }
}
