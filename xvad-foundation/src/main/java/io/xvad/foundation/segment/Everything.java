package io.xvad.foundation.segment;

/**
 * How an image is cut into everything there is.
 *
 * @param points points along a side of the grid, at least 1
 * @param predictedIou masks are kept whose predicted intersection over union lies above it
 * @param stability masks are kept whose stability is at least this
 * @param overlap of two masks whose boxes have a larger intersection over union, the one with the lower predicted one is dropped
 */
public record Everything(int points, double predictedIou, double stability, double overlap) {

    /** A grid of 32 x 32 points, and thresholds 0.88, 0.95 and 0.7. */
    public static final Everything STANDARD = new Everything(32, 0.88, 0.95, 0.7);

    public Everything {
        if (points < 1) {
            throw new IllegalArgumentException("a grid needs at least one point, got " + points);
        }
    }
}
