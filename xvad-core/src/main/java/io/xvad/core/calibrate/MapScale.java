package io.xvad.core.calibrate;

/**
 * The one scale on which all maps of a calibrated detector are shown, so that normal images look normal.
 *
 * @param low shown at the bottom of the colour bar: the median of pixels of held-out normal images
 * @param threshold pixels strictly above it belong to a region; it is shown at the middle of the colour bar
 * @param high shown at the top: {@code threshold + (threshold - low)}
 */
public record MapScale(float low, float threshold, float high) {

    public MapScale {
        if (!(low <= threshold && threshold <= high)) {
            throw new IllegalArgumentException(
                    "map scale needs low <= threshold <= high, got " + low + ", " + threshold + ", " + high);
        }
    }

    /** A value of the map on this scale, from 0 (low) to 1 (high); for display only. */
    public float position(float value) {
        if (high <= low) {
            return value > threshold ? 1f : 0f;
        }
        return Math.max(0f, Math.min(1f, (value - low) / (high - low)));
    }
}
