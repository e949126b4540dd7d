package io.xvad.video.relations;

import io.xvad.core.Box;

/**
 * A tracked object in one frame. Immutable.
 *
 * @param number of its track, the same in all its frames
 * @param className what an object detector calls it, or {@code thing}
 * @param confidence how sure that detector is, in [0, 1]
 * @param box around it, in pixels of the frame
 * @param right velocity to the right, in pixels a second; NaN if it is not known
 * @param down velocity downwards, in pixels a second; NaN if it is not known
 */
public record SceneObject(long number, String className, double confidence, Box box, double right, double down) {

    /** Whether its velocity is known. */
    public boolean hasVelocity() {
        return !Double.isNaN(right + down);
    }

    /** Pixels a second; NaN if it is not known. */
    public double speed() {
        return Math.hypot(right, down);
    }

    /** Middle of the box, in pixels from the left. */
    public double centreX() {
        return box.x() + box.width() / 2.0;
    }

    /** Middle of the box, in pixels from the top. */
    public double centreY() {
        return box.y() + box.height() / 2.0;
    }

    /** Lower edge of the box, in pixels from the top. */
    public double bottom() {
        return (double) box.y() + box.height();
    }
}
