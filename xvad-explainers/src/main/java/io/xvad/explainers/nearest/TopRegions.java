package io.xvad.explainers.nearest;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.Detection;
import io.xvad.core.Region;
import java.util.List;

/** Selects the regions of a detection that are explained. */
public final class TopRegions {

    private TopRegions() {}

    /**
     * The regions of highest peak, the highest first, at most {@code count}. Without regions, the one pixel where the anomaly
     * map peaks; nothing if there is no map either.
     */
    public static List<Region> of(Detection detection, int count) {
        if (!detection.regions().isEmpty()) {
            return detection.regions().stream().limit(count).toList();
        }
        return detection.maps().stream().limit(1).map(TopRegions::peak).toList();
    }

    private static Region peak(AnomalyMap map) {
        int y = map.argmax() / map.width();
        int x = map.argmax() % map.width();
        return new Region(0, new Box(x, y, 1, 1), 1, y, x, map.max(), map.max());
    }
}
