package io.xvad.cli.demo.part;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * A defect at its place on a part.
 *
 * @param defect what is wrong
 * @param number which bolt or tooth
 * @param radius distance of a scratch or of rust from the axis, in pixels
 * @param angle where a scratch or rust lies around the axis, in radians
 * @param direction in which a scratch runs, in radians
 * @param size half the length of a scratch or half the width of rust, in pixels
 */
record Fault(PartDefect defect, int number, double radius, double angle, double direction, double size) {

    static Fault random(PartDefect defect, UniformRandomProvider random) {
        return new Fault(
                defect,
                random.nextInt(defect == PartDefect.BROKEN_TOOTH ? PartShape.TEETH : PartShape.BOLTS),
                between(random, 56, 68),
                between(random, 0, 2 * Math.PI),
                between(random, 0, Math.PI),
                defect == PartDefect.RUST ? between(random, 13, 18) : between(random, 20, 30));
    }

    private static double between(UniformRandomProvider random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    boolean is(PartDefect other, int which) {
        return defect == other && number == which;
    }

    /** Pixels along a scratch from its middle. */
    double along(double x, double y) {
        return (x - middleX()) * Math.cos(direction) + (y - middleY()) * Math.sin(direction);
    }

    /** Pixels across a scratch from its middle; it is slightly bent. */
    double across(double x, double y) {
        double straight = (y - middleY()) * Math.cos(direction) - (x - middleX()) * Math.sin(direction);
        return straight + 2.5 * Math.sin(along(x, y) / 11);
    }

    /** Pixels from the middle. */
    double from(double x, double y) {
        return Math.hypot(x - middleX(), y - middleY());
    }

    private double middleX() {
        return radius * Math.cos(angle);
    }

    private double middleY() {
        return radius * Math.sin(angle);
    }
}
