package io.xvad.video.detectors.interpretable;

import io.xvad.video.detectors.objects.ObjectMeasures;
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
 * @param measures what else is measured; a stay is infinite if the ends of its clip may have cut it short
 */
record ObjectVector(
        String className,
        double x,
        double y,
        double height,
        double width,
        double right,
        double down,
        ObjectMeasures measures) {

    /** Heights of the frame a second; what is slower has no heading. */
    private static final double STILL = 0.02;

    static ObjectVector of(SceneObject object, ObjectMeasures measures, int frameHeight) {
        return new ObjectVector(
                object.className(),
                object.centreX() / frameHeight,
                object.centreY() / frameHeight,
                object.box().height() / (double) frameHeight,
                object.box().width() / (double) frameHeight,
                object.right() / frameHeight,
                object.down() / frameHeight,
                measures);
    }

    /** The same, without an end of its stay if that fills half of a clip. */
    ObjectVector seenFor(double seconds) {
        return measures.stay() < seconds / 2 || !measures.isStayKnown()
                ? this
                : new ObjectVector(
                        className,
                        x,
                        y,
                        height,
                        width,
                        right,
                        down,
                        new ObjectMeasures(Double.POSITIVE_INFINITY, measures.crowding(), measures.colours()));
    }

    /** Whether the end of its stay was seen, or nothing is known of it. */
    boolean hasEnded() {
        return !Double.isInfinite(measures.stay());
    }

    /** Whether it tells everything that is known of another, so that they can be compared. */
    boolean tells(ObjectVector other) {
        return (hasVelocity() || !other.hasVelocity())
                && (measures.isStayKnown() || !other.measures.isStayKnown())
                && (measures.isSteady() || !other.measures.isSteady());
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
