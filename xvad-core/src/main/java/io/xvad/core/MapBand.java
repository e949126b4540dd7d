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

    /** Whether a pixel counts; {@code y} is a row of the band. */
    public boolean counts(int y, int x) {
        return ignored.isEmpty() || !ignored.get().at(y, x);
    }
}
