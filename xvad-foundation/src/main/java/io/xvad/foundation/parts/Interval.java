package io.xvad.foundation.parts;

import java.util.Collection;

/**
 * The values from one number to another, both included.
 *
 * @param min the least
 * @param max the largest, at least {@code min}
 */
public record Interval(double min, double max) {

    /** Throws {@link IllegalArgumentException} if there is no number in it. */
    public Interval {
        if (!(min <= max)) {
            throw new IllegalArgumentException("an interval needs min <= max, got " + min + " and " + max);
        }
    }

    /** From the least to the largest of some values, at least one. */
    public static Interval around(Collection<Double> values) {
        return new Interval(
                values.stream().mapToDouble(value -> value).min().orElseThrow(),
                values.stream().mapToDouble(value -> value).max().orElseThrow());
    }

    /** From {@code (1 - share)} times the least to {@code (1 + share)} times the largest. */
    public Interval widened(double share) {
        return new Interval(min * (1 - share), max * (1 + share));
    }

    /** Whether a value lies in it; NaN does not. */
    public boolean contains(double value) {
        return value >= min && value <= max;
    }

    @Override
    public String toString() {
        return min == max ? Numbers.text(min) : Numbers.text(min) + " to " + Numbers.text(max);
    }
}
