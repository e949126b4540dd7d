package io.xvad.video.detectors.attributes;

import java.util.Optional;
import java.util.function.Function;

/**
 * An attribute as a point of few dimensions.
 *
 * @param part which
 * @param of its value; empty if it is not known
 * @param accuracy to which it can be measured, in each dimension
 */
record MeasuredAttribute(AttributeKind part, Function<Observation, Optional<double[]>> of, double... accuracy) {

    /** Pixels a nominal interval; slower things have no heading. */
    private static final double STILL = 0.25;

    /** Pixels a nominal interval. */
    static final MeasuredAttribute SPEED = new MeasuredAttribute(AttributeKind.SPEED, one -> known(one.isClear(), one.speed()), 0.1);

    /** Cosine and sine, accurate to about six degrees. */
    static final MeasuredAttribute HEADING = new MeasuredAttribute(
            AttributeKind.HEADING,
            one -> known(one.isClear() && one.speed() > STILL, Math.cos(one.heading()), Math.sin(one.heading())),
            0.1,
            0.1);

    /** Seconds. */
    static final MeasuredAttribute STAY = new MeasuredAttribute(AttributeKind.STAY, one -> known(one.stay() != Observation.LONGER, one.stay()), 0.1);

    /** Logarithms of height and width, accurate to five in a hundred. */
    static final MeasuredAttribute SIZE = new MeasuredAttribute(
            AttributeKind.SIZE,
            one -> Optional.of(new double[] {
                Math.log(one.box().height()), Math.log(one.box().width())
            }),
            0.05,
            0.05);

    /** Share of the surroundings. */
    static final MeasuredAttribute CROWDING = new MeasuredAttribute(AttributeKind.CROWDING, one -> known(true, one.crowding()), 0.01);

    /** How many. */
    static final MeasuredAttribute COLOURS = new MeasuredAttribute(AttributeKind.COLOURS, one -> known(true, one.colours()), 0.1);

    private static Optional<double[]> known(boolean isKnown, double... values) {
        return isKnown ? Optional.of(values) : Optional.empty();
    }

    /** Whether less than is usual is nothing unusual: a thing that the border cuts is at least as large as is to be seen. */
    boolean onlyMore(Observation seen) {
        return part == AttributeKind.STAY || part == AttributeKind.COLOURS || part == AttributeKind.SIZE && seen.cut();
    }

    /** Whether normal things of this kind tell what is normal. */
    boolean tells(Observation normal) {
        return part != AttributeKind.SIZE || !normal.cut();
    }
}
