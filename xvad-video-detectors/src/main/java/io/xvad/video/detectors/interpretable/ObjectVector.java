package io.xvad.video.detectors.interpretable;

import io.xvad.video.relations.SceneObject;

/**
 * What the monitor of objects knows of one. Lengths are in heights of the frame.
 *
 * @param className its class
 * @param x of its middle
 * @param y of its middle
 * @param height of its box, above 0
 * @param width of its box, above 0
 * @param right velocity, in heights of the frame a second; NaN if it is not known
 * @param down velocity, in heights of the frame a second; NaN if it is not known
 */
record ObjectVector(String className, double x, double y, double height, double width, double right, double down) {

    /** Heights of the frame a second; what is slower has no heading. */
    private static final double STILL = 0.02;

    static ObjectVector of(SceneObject object, int frameHeight) {
        return new ObjectVector(
                object.className(),
                object.centreX() / frameHeight,
                object.centreY() / frameHeight,
                object.box().height() / (double) frameHeight,
                object.box().width() / (double) frameHeight,
                object.right() / frameHeight,
                object.down() / frameHeight);
    }

    boolean hasVelocity() {
        return !Double.isNaN(right + down);
    }

    /** NaN if it is not known. */
    double speed() {
        return Math.hypot(right, down);
    }

    boolean hasHeading() {
        return hasVelocity() && speed() > STILL;
    }

    /** The cosine of the angle between the ways this one and another move. */
    double headingCosine(ObjectVector other) {
        return (right * other.right + down * other.down) / (speed() * other.speed());
    }

    /** The distance of the middles, in heights of the frame. */
    double away(ObjectVector other) {
        return Math.hypot(x - other.x, y - other.y);
    }
}
