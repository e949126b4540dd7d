package io.xvad.core.explain;

/**
 * A named, measurable property that differs from what is normal.
 *
 * @param attribute what was measured, for example {@code brightness}
 * @param unit unit of the values; empty if they have none
 * @param observed the measured value
 * @param normalLow lower end of the normal range
 * @param normalHigh upper end of the normal range, at least {@code normalLow}
 * @param surprise how unusual it is; 0 is as expected, the scale is the producer's
 */
public record AttributeDeviation(
        String attribute, String unit, double observed, double normalLow, double normalHigh, double surprise)
        implements Evidence {

    public AttributeDeviation {
        if (!(normalLow <= normalHigh)) {
            throw new IllegalArgumentException(
                    "normal range of '" + attribute + "' needs low <= high, got " + normalLow + " and " + normalHigh);
        }
    }

    /** Whether the measured value lies in the normal range, so that to tell it explains nothing. */
    public boolean isUsual() {
        return observed >= normalLow && observed <= normalHigh;
    }
}
