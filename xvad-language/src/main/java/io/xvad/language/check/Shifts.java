package io.xvad.language.check;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A region moved around the image, whose edges are joined, so that it keeps its form and size. */
final class Shifts {

    private static final int STEPS = 8;

    private Shifts() {}

    /** All that differ from the region itself by a step of an eighth of a side or several. */
    static List<Mask> of(Mask region) {
        List<Mask> moved = new ArrayList<>();
        for (int row = 0; row < STEPS; row++) {
            for (int column = 0; column < STEPS; column++) {
                int dy = row * region.height() / STEPS;
                int dx = column * region.width() / STEPS;
                if (dy + dx > 0) {
                    moved.add(moved(region, dy, dx));
                }
            }
        }
        return moved;
    }

    private static Mask moved(Mask region, int dy, int dx) {
        int height = region.height();
        int width = region.width();
        boolean[] moved = new boolean[height * width];
        for (int i = 0; i < moved.length; i++) {
            moved[(i / width + dy) % height * width + (i % width + dx) % width] = region.at(i / width, i % width);
        }
        return Mask.of(height, width, moved);
    }

    /** Of those that do not overlap the region the one that holds least of a map, or the first without a map; empty if all overlap. */
    static Optional<Mask> control(Mask region, Optional<AnomalyMap> map) {
        Optional<Mask> best = Optional.empty();
        double least = Double.POSITIVE_INFINITY;
        for (Mask moved : of(region)) {
            double held = map.map(measured -> mass(measured, moved)).orElse(0.0);
            if (held < least && !overlap(region, moved)) {
                least = held;
                best = Optional.of(moved);
            }
        }
        return best;
    }

    private static boolean overlap(Mask one, Mask other) {
        return one.or(other).count() < one.count() + other.count();
    }

    /** The sum of the positive values of a map in a region. */
    static double mass(AnomalyMap map, Mask region) {
        float[] values = map.toArray();
        boolean[] inside = region.toArray();
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += inside[i] ? Math.max(0, values[i]) : 0;
        }
        return sum;
    }
}
