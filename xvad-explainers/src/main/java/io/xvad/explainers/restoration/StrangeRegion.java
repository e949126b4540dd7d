package io.xvad.explainers.restoration;

import io.xvad.core.AnomalyMap;
import io.xvad.core.ConnectedComponents;
import io.xvad.core.Mask;
import io.xvad.core.calibrate.MapScale;
import io.xvad.core.detect.FittedDetector;
import java.util.Arrays;

/** Where a map says that something is strange. */
final class StrangeRegion {

    private static final double NEAR = 0.06;

    private StrangeRegion() {}

    /** The threshold of the detector's maps; half way from the median to the highest value of this map, if it has none. */
    static float threshold(FittedDetector fitted, AnomalyMap map) {
        return fitted.capability(MapScale.class).map(MapScale::threshold).orElseGet(() -> halfWay(map));
    }

    /** The pixels above a threshold; where there are none, those near the peak that reach more than half of its height. */
    static Mask of(AnomalyMap map, float threshold) {
        Mask above = Mask.above(map, threshold);
        return above.any() ? above : aroundPeak(map);
    }

    private static Mask aroundPeak(AnomalyMap map) {
        int peak = map.argmax();
        boolean[] pixels = Mask.above(map, halfWay(map)).toArray();
        pixels[peak] = true;
        ConnectedComponents parts = ConnectedComponents.of(map.height(), map.width(), pixels);
        double near = Math.max(1, NEAR * Math.min(map.height(), map.width()));
        for (int i = 0; i < pixels.length; i++) {
            double dy = i / map.width() - peak / map.width();
            double dx = i % map.width() - peak % map.width();
            pixels[i] = parts.labelAt(i) == parts.labelAt(peak) && Math.hypot(dy, dx) <= near;
        }
        return Mask.of(map.height(), map.width(), pixels);
    }

    private static float halfWay(AnomalyMap map) {
        float[] sorted = map.toArray();
        Arrays.sort(sorted);
        return (sorted[sorted.length / 2] + sorted[sorted.length - 1]) / 2;
    }
}
