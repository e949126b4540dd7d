package io.xvad.detectors.restoration;

import java.util.ArrayList;
import java.util.List;

/**
 * An image at several scales, each half of the one before.
 *
 * @param levels the finest first
 */
record Pyramid(List<Plane> levels) {

    static final int LEVELS = 4;

    static Pyramid of(Plane finest) {
        List<Plane> levels = new ArrayList<>(List.of(finest));
        while (levels.size() < LEVELS) {
            levels.add(levels.get(levels.size() - 1).halved());
        }
        return new Pyramid(List.copyOf(levels));
    }

    Plane level(int level) {
        return levels.get(level);
    }

    Plane finest() {
        return levels.get(0);
    }
}
