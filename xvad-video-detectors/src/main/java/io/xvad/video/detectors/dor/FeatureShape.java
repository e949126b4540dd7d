package io.xvad.video.detectors.dor;

/**
 * The shape of the frozen features of a frame.
 *
 * @param channels at least 1
 * @param rows at least 1
 * @param columns at least 1
 */
public record FeatureShape(int channels, int rows, int columns) {

    /** Values of a frame. */
    public int size() {
        return channels * rows * columns;
    }

    int places() {
        return rows * columns;
    }
}
