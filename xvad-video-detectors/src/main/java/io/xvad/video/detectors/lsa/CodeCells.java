package io.xvad.video.detectors.lsa;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The squares of a frame that have a code each: of a map of features, {@code cells} along each side.
 *
 * @param channels of the features
 * @param cells squares along each side
 * @param side of a square, in places of the map
 */
record CodeCells(int channels, int cells, int side) {

    /** Number of squares of a frame. */
    int count() {
        return cells * cells;
    }

    /** Features in a square. */
    int values() {
        return channels * side * side;
    }

    /** A row for each square, shape (N * count, values), of a map of shape (N, channels, cells * side, cells * side). */
    SDVariable rows(SDVariable map) {
        return map.reshape(-1, channels, cells, side, cells, side)
                .permute(0, 2, 4, 1, 3, 5)
                .reshape(-1, values());
    }

    /** The map whose squares these rows are. */
    SDVariable map(SDVariable rows) {
        int whole = cells * side;
        return rows.reshape(-1, cells, cells, channels, side, side)
                .permute(0, 3, 1, 4, 2, 5)
                .reshape(-1, channels, whole, whole);
    }
}
