package io.xvad.video.detectors.interpretable;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Which difference of each factor counts as 1. Those of place, heading and class are not learned: normal things are at all places that can
 * be walked on, so that their spread says nothing of what is unusual at one of them.
 *
 * @param place in heights of the frame, above 0
 * @param size of the logarithms of height and width, above 0
 * @param speed in heights of the frame a second, above 0
 */
record ObjectUnits(double place, double size, double speed) {

    /** Of two unit vectors: about 29 degrees. */
    private static final double HEADING = 0.5;

    /** Units that two classes are apart. */
    private static final double CLASS = 3;

    private static final double LEAST_SIZE = 0.1;
    private static final double LEAST_SPEED = 0.005;

    /** A normal distribution has a standard deviation of this many median absolute deviations. */
    private static final double NORMAL = 1.4826;

    /** Learned from normal objects, at least one: their median absolute deviations as standard deviations. */
    static ObjectUnits of(List<ObjectVector> normals, double place) {
        double size =
                Math.max(spread(normals, one -> Math.log(one.height())), spread(normals, one -> Math.log(one.width())));
        List<ObjectVector> known =
                normals.stream().filter(ObjectVector::hasVelocity).toList();
        double speed = known.isEmpty() ? LEAST_SPEED : spread(known, ObjectVector::speed);
        return new ObjectUnits(place, Math.max(LEAST_SIZE, size), Math.max(LEAST_SPEED, speed));
    }

    private static double spread(List<ObjectVector> all, ToDoubleFunction<ObjectVector> measure) {
        double[] values = all.stream().mapToDouble(measure).toArray();
        double median = median(values);
        return NORMAL
                * median(
                        Arrays.stream(values).map(one -> Math.abs(one - median)).toArray());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Whether a normal object tells everything that is known of another: its velocity, if that has one. */
    static boolean tells(ObjectVector normal, ObjectVector object) {
        return normal.hasVelocity() || !object.hasVelocity();
    }

    /** The squared distance of two objects in one factor, in units; 0 where one of them does not have it. */
    double squared(ObjectFactor factor, ObjectVector one, ObjectVector other) {
        return switch (factor) {
            case PLACE -> square(one.away(other) / place);
            case SIZE ->
                square(Math.log(one.height() / other.height()) / size)
                        + square(Math.log(one.width() / other.width()) / size);
            case SPEED -> one.hasVelocity() && other.hasVelocity() ? square((one.speed() - other.speed()) / speed) : 0;
            case HEADING ->
                one.hasHeading() && other.hasHeading()
                        ? Math.max(0, 2 - 2 * one.headingCosine(other)) / square(HEADING)
                        : 0;
            case CLASS -> one.className().equals(other.className()) ? 0 : square(CLASS);
        };
    }

    private static double square(double value) {
        return value * value;
    }
}
