package io.xvad.video.detectors.jdr;

import io.xvad.core.Box;

/**
 * Something in a frame that is followed, as it is measured. Lengths are in heights of the frame.
 *
 * @param box around it, in pixels of the frame
 * @param className what an object network calls it, or {@code thing}
 * @param confidence how sure that network is, in [0, 1]
 * @param x of its middle
 * @param y of its middle
 * @param height of its box, above 0
 * @param width of its box, above 0
 * @param right velocity, in heights of the frame a second; NaN if it is not known
 * @param down velocity, in heights of the frame a second; NaN if it is not known
 * @param stay seconds for which it has been at about one place
 * @param lean how far its torso is from upright, in degrees; NaN if its pose is not known
 * @param feature of its crop by the backbone, of length 1
 */
record Region(
        Box box,
        String className,
        double confidence,
        double x,
        double y,
        double height,
        double width,
        double right,
        double down,
        double stay,
        double lean,
        float[] feature) {

    /** The same, with a stay of no more than some seconds. */
    Region stayingAtMost(double seconds) {
        return stay <= seconds
                ? this
                : new Region(box, className, confidence, x, y, height, width, right, down, seconds, lean, feature);
    }

    /** In heights of the frame a second; NaN if it is not known. */
    double speed() {
        return Math.hypot(right, down);
    }

    /** Radians; 0 is to the right, pi / 2 downwards; NaN if it is not known. */
    double heading() {
        return Math.atan2(down, right);
    }

    /** The distance of the middles. */
    double away(Region other) {
        return Math.hypot(x - other.x, y - other.y);
    }

    /** The Euclidean distance of the features, in [0, 2]. */
    double distance(Region other) {
        double squares = 0;
        for (int i = 0; i < feature.length; i++) {
            double difference = feature[i] - other.feature[i];
            squares += difference * difference;
        }
        return Math.sqrt(squares);
    }
}
