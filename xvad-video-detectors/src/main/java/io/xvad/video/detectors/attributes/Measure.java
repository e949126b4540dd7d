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
record Measure(Part part, Function<Observation, Optional<double[]>> of, double... accuracy) {

    /** Pixels a nominal interval; slower things have no heading. */
    private static final double STILL = 0.25;

    /** Pixels a nominal interval. */
    static final Measure SPEED = new Measure(Part.SPEED, one -> known(one.isClear(), one.speed()), 0.1);

    /** Cosine and sine, accurate to about six degrees. */
    static final Measure HEADING = new Measure(
            Part.HEADING,
            one -> known(one.isClear() && one.speed() > STILL, Math.cos(one.heading()), Math.sin(one.heading())),
            0.1,
            0.1);

    /** Seconds. */
    static final Measure STAY = new Measure(Part.STAY, one -> known(one.stay() != Observation.LONGER, one.stay()), 0.1);

    /** Logarithms of height and width, accurate to five in a hundred. */
    static final Measure SIZE = new Measure(
            Part.SIZE,
            one -> Optional.of(new double[] {
                Math.log(one.box().height()), Math.log(one.box().width())
            }),
            0.05,
            0.05);

    /** Share of the surroundings. */
    static final Measure CROWDING = new Measure(Part.CROWDING, one -> known(true, one.crowding()), 0.01);

    /** How many. */
    static final Measure COLOURS = new Measure(Part.COLOURS, one -> known(true, one.colours()), 0.1);

    private static Optional<double[]> known(boolean isKnown, double... values) {
        return isKnown ? Optional.of(values) : Optional.empty();
    }

    /** Whether less than is usual is nothing unusual: a thing that the border cuts is at least as large as is to be seen. */
    boolean onlyMore(Observation seen) {
        return part == Part.STAY || part == Part.COLOURS || part == Part.SIZE && seen.cut();
    }

    /** Whether normal things of this kind tell what is normal. */
    boolean tells(Observation normal) {
        return part != Part.SIZE || !normal.cut();
    }
}
