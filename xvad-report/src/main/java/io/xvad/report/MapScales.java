package io.xvad.report;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.calibrate.MapScale;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.FixedScale;
import io.xvad.core.explain.Saliency;
import java.util.Optional;

/** The scale of colours on which maps are shown. */
public final class MapScales {

    private MapScales() {}

    /**
     * The scale for what a detector found: the one scale of its calibration, so that normal images look normal; of a detector that
     * was not calibrated, the range of this one map. Empty if the detection has no map.
     */
    public static Optional<MapScale> of(FittedDetector fitted, Detection detection) {
        return detection.maps().stream().findFirst().map(map -> of(fitted, map));
    }

    /** The scale of a detector's calibration; of a detector that was not calibrated, the range of this one map. */
    public static MapScale of(FittedDetector fitted, AnomalyMap map) {
        return fitted.capability(MapScale.class).orElseGet(() -> ofMap(map));
    }

    /** The range of one map. */
    public static MapScale ofMap(AnomalyMap map) {
        float low = Float.POSITIVE_INFINITY;
        for (float value : map.toArray()) {
            low = Math.min(low, value);
        }
        return new MapScale(low, (low + map.max()) / 2, map.max());
    }

    /** The scale on which a saliency map is to be shown: the fixed one that it brings, or its own range. */
    public static MapScale of(Saliency saliency) {
        return saliency.scale().map(MapScales::fixed).orElseGet(() -> ofSaliency(saliency.map()));
    }

    /** Colours become visible at a place of the scale that is not its bottom. */
    private static MapScale fixed(FixedScale scale) {
        double range = (scale.full() - scale.clear()) / (1 - HeatColours.VISIBLE_FROM);
        return new MapScale((float) (scale.full() - range), (float) (scale.full() - range / 2), (float) scale.full());
    }

    /** A scale from 0, which shows nothing, to the largest value of a saliency map; what lowers the score is not shown. */
    public static MapScale ofSaliency(AnomalyMap map) {
        float high = Math.max(map.max(), Float.MIN_NORMAL);
        return new MapScale(0, high / 2, high);
    }
}
