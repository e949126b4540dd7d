package io.xvad.language.describe;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A property of a fact, with its value.
 *
 * @param property what was measured
 * @param unit of the values; empty if they have none
 * @param value that was measured, finite
 * @param low lower end of what is normal, if known
 * @param high upper end of what is normal, if known
 */
record Measured(String property, String unit, double value, OptionalDouble low, OptionalDouble high) {

    /** How a value stands to what is normal. */
    enum Direction {
        MORE,
        LESS,
        USUAL,
        /** What is normal is not known. */
        UNKNOWN
    }

    static Measured of(String property, double value) {
        return new Measured(property, "", value, OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** A value to four significant digits, as much as a sentence needs: so a model is told it, and so it is compared with what the model writes. */
    static double told(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.3e", value));
    }

    Direction direction() {
        if (high.isPresent() && value > high.getAsDouble()) {
            return Direction.MORE;
        }
        if (low.isPresent() && value < low.getAsDouble()) {
            return Direction.LESS;
        }
        return low.isPresent() || high.isPresent() ? Direction.USUAL : Direction.UNKNOWN;
    }
}
