package io.xvad.data.map;

import io.xvad.core.calibrate.MapScale;

/**
 * Which of the 65,536 levels of a 16-bit PNG stands for a value of a map. Levels rise with the values, all of them, so that
 * nothing is cut off: from {@code low} to {@code high} linearly, beyond either end by the logarithm. With {@code range = high
 * - low}, level {@code n} stands for
 *
 * <pre>
 * low + range * (n - LOW_LEVEL) / (HIGH_LEVEL - LOW_LEVEL)                              between the two levels,
 * high + range * ((1 + REACH) ^ ((n - HIGH_LEVEL) / (LAST_LEVEL - HIGH_LEVEL)) - 1)     above,
 * low - range * ((1 + REACH) ^ (1 - n / LOW_LEVEL) - 1)                                 below.
 * </pre>
 *
 * Immutable and thread-safe.
 *
 * @param low shown as {@value #LOW_LEVEL}
 * @param high shown as {@value #HIGH_LEVEL}
 */
public record PngScale(float low, float high) {

    /** Level of {@code low}. */
    public static final int LOW_LEVEL = 4096;

    /** Level of {@code high}. */
    public static final int HIGH_LEVEL = 49_152;

    /** The highest level. */
    public static final int LAST_LEVEL = 65_535;

    /** How many times {@code high - low} beyond an end still gets a level of its own. */
    public static final double REACH = 1e6;

    /** Throws {@link IllegalArgumentException} unless {@code low < high}, both finite. */
    public PngScale {
        if (!(low < high && Float.isFinite(high - low))) {
            throw new IllegalArgumentException("a PNG scale needs low < high, got " + low + " and " + high);
        }
    }

    /** The scale of a PNG for a map's scale; of a scale without an extent, that of its size or of 1. */
    public static PngScale of(MapScale scale) {
        float low = scale.low();
        return new PngScale(low, scale.high() > low ? scale.high() : low + Math.max(1, Math.abs(low)));
    }

    /** The level of a value. */
    public int level(float value) {
        double range = (double) high - low;
        double level;
        if (value > high) {
            level = HIGH_LEVEL + (LAST_LEVEL - HIGH_LEVEL) * tail((value - (double) high) / range);
        } else if (value < low) {
            level = LOW_LEVEL * (1 - tail(((double) low - value) / range));
        } else {
            level = LOW_LEVEL + (HIGH_LEVEL - LOW_LEVEL) * ((value - (double) low) / range);
        }
        return (int) Math.round(level);
    }

    /** The value that a level stands for; from low to high it is exact to a half of a step of 1/45,056 of the range. */
    public float value(int level) {
        double range = (double) high - low;
        if (level > HIGH_LEVEL) {
            return (float) (high + range * beyond((level - HIGH_LEVEL) / (double) (LAST_LEVEL - HIGH_LEVEL)));
        }
        if (level < LOW_LEVEL) {
            return (float) (low - range * beyond(1 - level / (double) LOW_LEVEL));
        }
        return (float) (low + range * (level - LOW_LEVEL) / (HIGH_LEVEL - LOW_LEVEL));
    }

    private static double tail(double times) {
        return Math.min(1, Math.log1p(times) / Math.log1p(REACH));
    }

    private static double beyond(double share) {
        return Math.expm1(share * Math.log1p(REACH));
    }
}
