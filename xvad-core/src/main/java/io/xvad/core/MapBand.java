package io.xvad.core;

import java.util.Optional;

/**
 * Some rows of an anomaly map, from the left border to the right one.
 *
 * @param top first of the rows, at least 0
 * @param map their values
 * @param ignored those of its pixels that do not count, of the geometry of {@code map}; empty if all count
 */
public record MapBand(int top, AnomalyMap map, Optional<Mask> ignored) {

    /** The values, row-major; negative infinity where a pixel does not count. */
    float[] countingValues() {
        float[] values = map.toArray();
        if (ignored.isPresent()) {
            boolean[] out = ignored.get().toArray();
            for (int i = 0; i < values.length; i++) {
                values[i] = out[i] ? Float.NEGATIVE_INFINITY : values[i];
            }
        }
        return values;
    }

    /** Whether a pixel counts; {@code y} is a row of the band. */
    public boolean counts(int y, int x) {
        return ignored.isEmpty() || !ignored.get().at(y, x);
    }
}
