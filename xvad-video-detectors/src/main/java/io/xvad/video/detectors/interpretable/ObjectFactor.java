package io.xvad.video.detectors.interpretable;

/** In what an object can differ from normal ones. */
enum ObjectFactor {
    /** The middle of its box, in heights of the frame. */
    PLACE(0.001) {
        @Override
        double squared(ObjectVector one, ObjectVector normal) {
            return square(one.away(normal));
        }
    },
    /** The logarithms of height and width of its box. */
    SIZE(0.1) {
        @Override
        double squared(ObjectVector one, ObjectVector normal) {
            return square(Math.log(one.height() / normal.height())) + square(Math.log(one.width() / normal.width()));
        }
    },
    /** How fast it moves, in heights of the frame a second. */
    SPEED(0.005) {
        @Override
        double squared(ObjectVector one, ObjectVector normal) {
            return one.hasVelocity() && normal.hasVelocity() ? square(one.speed() - normal.speed()) : 0;
        }
    },
    /** Which way it moves: the chord of the angle, which is a unit at 29 degrees. */
    HEADING(0.5) {
        @Override
        double squared(ObjectVector one, ObjectVector normal) {
            return one.hasHeading() && normal.hasHeading() ? Math.max(0, 2 - 2 * one.headingCosine(normal)) : 0;
        }
    },
    /** How much longer it has stayed, in seconds. */
    STAY(0.5) {
        @Override
        double squared(ObjectVector one, ObjectVector normal) {
            return more(one.measures().stay(), normal.measures().stay());
        }
    },
    /** How much more there is around it, in shares of its surroundings. */
    CROWDING(0.1) {
        @Override
        double squared(ObjectVector one, ObjectVector normal) {
            return more(one.measures().crowding(), normal.measures().crowding());
        }
    },
    /** How many times as many colours it has: the logarithm. */
    COLOURS(0.2) {
        @Override
        double squared(ObjectVector one, ObjectVector normal) {
            return more(
                    Math.log(one.measures().colours()),
                    Math.log(normal.measures().colours()));
        }
    },
    /** What the object detector calls it: another class is three units away. */
    CLASS(1) {
        @Override
        double squared(ObjectVector one, ObjectVector normal) {
            return one.className().equals(normal.className()) ? 0 : square(3);
        }
    };

    private final double least;

    ObjectFactor(double least) {
        this.least = least;
    }

    /** The least difference that counts as a unit. */
    double least() {
        return least;
    }

    /** The squared difference of an object from a normal one; 0 where one of both does not have the factor. */
    abstract double squared(ObjectVector one, ObjectVector normal);

    /** The square of what is above 0; 0 of NaN. */
    private static double more(double value, double normal) {
        return value > normal ? square(value - normal) : 0;
    }

    private static double square(double value) {
        return value * value;
    }
}
