package io.xvad.video.detectors.attributes;

import java.util.Optional;
import java.util.function.Function;

/**
 * An attribute as a point of few dimensions.
 *
 * @param kind which attribute
 * @param of its value; empty if it is not known
 * @param accuracy to which it can be measured, in each dimension
 */
record MeasuredAttribute(AttributeKind kind, Function<Observation, Optional<double[]>> of, double... accuracy) {

    /** Pixels a nominal interval; slower objects have no heading. */
    private static final double STILL = 0.25;

    /** Speed, in pixels a nominal interval. */
    static final MeasuredAttribute SPEED =
            new MeasuredAttribute(AttributeKind.SPEED, one -> known(one.hasVelocity(), one.speed()), 0.1);

    /** Heading: cosine and sine, accurate to about six degrees. */
    static final MeasuredAttribute HEADING = new MeasuredAttribute(
            AttributeKind.HEADING,
            one -> known(one.hasHeading() && one.speed() > STILL, Math.cos(one.heading()), Math.sin(one.heading())),
            0.1,
            0.1);

    /** Stay, in seconds. */
    static final MeasuredAttribute STAY = new MeasuredAttribute(
            AttributeKind.STAY, one -> known(one.hasStay() && one.stay() != Observation.LONGER, one.stay()), 0.1);

    /** Size: logarithms of height and width, accurate to five in a hundred. */
    static final MeasuredAttribute SIZE = new MeasuredAttribute(
            AttributeKind.SIZE,
            one -> known(
                    one.whole(),
                    Math.log(one.box().height()),
                    Math.log(one.box().width())),
            0.05,
            0.05);

    /** Crowding: share of the surroundings. */
    static final MeasuredAttribute CROWDING =
            new MeasuredAttribute(AttributeKind.CROWDING, one -> known(one.whole(), one.crowding()), 0.01);

    /** Number of colours. */
    static final MeasuredAttribute COLOURS =
            new MeasuredAttribute(AttributeKind.COLOURS, one -> known(one.whole(), one.colours()), 0.1);

    private static Optional<double[]> known(boolean isKnown, double... values) {
        return isKnown ? Optional.of(values) : Optional.empty();
    }

    /** Whether only more than is usual is unusual: an object that the border cuts is at least as large as what is visible of it. */
    boolean onlyMore(Observation object) {
        return kind == AttributeKind.STAY
                || kind == AttributeKind.COLOURS
                || kind == AttributeKind.CROWDING
                || kind == AttributeKind.SIZE && object.cut();
    }

    /** Whether the value of a normal object is learned: the size of one that the border cuts is not. */
    boolean tells(Observation normal) {
        return kind != AttributeKind.SIZE || !normal.cut();
    }
}
