package io.xvad.video.relations;

/**
 * Two objects in one frame. Lengths are told in sizes: multiples of the mean of the two objects' heights, so that they mean the same near
 * the camera and far from it.
 *
 * @param seconds time stamp of the frame
 * @param subject the one of which a relation is told
 * @param object the one it has that relation to
 */
public record PairMoment(double seconds, SceneObject subject, SceneObject object) {

    /** The mean of the heights of both boxes, in pixels. */
    public double size() {
        return (subject.box().height() + object.box().height()) / 2.0;
    }

    /** The distance of the two boxes, in sizes; 0 if they touch. */
    public double gap() {
        return Math.hypot(across(), upright()) / size();
    }

    private double across() {
        return apart(
                subject.box().x(),
                subject.box().width(),
                object.box().x(),
                object.box().width());
    }

    private double upright() {
        return apart(
                subject.box().y(),
                subject.box().height(),
                object.box().y(),
                object.box().height());
    }

    private static double apart(int from, int length, int otherFrom, int otherLength) {
        return Math.max(0, Math.max(otherFrom - (from + length), from - (otherFrom + otherLength)));
    }

    /** The distance of the middles of both boxes, in sizes. */
    public double distance() {
        return Math.hypot(object.centreX() - subject.centreX(), object.centreY() - subject.centreY()) / size();
    }

    /** The share of the smaller box that the other covers, in [0, 1]. */
    public double covered() {
        double common = subject.box().common(object.box());
        return common / Math.min(subject.box().area(), object.box().area());
    }

    /** Whether the boxes are at one level: their vertical spans share at least half of the shorter one. */
    public boolean isLevel() {
        double common = Math.min(subject.bottom(), object.bottom())
                - Math.max(subject.box().y(), object.box().y());
        return common >= 0.5 * Math.min(subject.box().height(), object.box().height());
    }

    /** Whether both velocities are known. */
    public boolean hasVelocities() {
        return subject.hasVelocity() && object.hasVelocity();
    }

    /** The speed of the subject, in sizes a second; NaN if it is not known. */
    public double subjectSpeed() {
        return subject.speed() / size();
    }

    /** The speed of the object, in sizes a second; NaN if it is not known. */
    public double objectSpeed() {
        return object.speed() / size();
    }

    /** The length of the difference of both velocities, in sizes a second; NaN if one is not known. */
    public double velocityDifference() {
        return Math.hypot(subject.right() - object.right(), subject.down() - object.down()) / size();
    }

    /** The cosine of the angle between the ways both move; NaN if one is not known or stands still. */
    public double headingCosine() {
        double product = subject.right() * object.right() + subject.down() * object.down();
        return product / (subject.speed() * object.speed());
    }

    /** The cosine of the angle between the way the subject moves and the direction of the object; NaN if it is not known. */
    public double towardsCosine() {
        double x = object.centreX() - subject.centreX();
        double y = object.centreY() - subject.centreY();
        return (subject.right() * x + subject.down() * y) / (subject.speed() * Math.hypot(x, y));
    }

    /** The same with both changed over. */
    public PairMoment reversed() {
        return new PairMoment(seconds, object, subject);
    }
}
