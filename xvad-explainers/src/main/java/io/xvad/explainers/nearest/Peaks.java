package io.xvad.explainers.nearest;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.Detection;
import io.xvad.core.Region;
import java.util.List;

/** What there is to explain in a detection. */
public final class Peaks {

    private Peaks() {}

    /** Its regions, the highest peaks first, at most {@code count}; without regions, the one pixel where the map peaks. */
    public static List<Region> of(Detection detection, int count) {
        if (!detection.regions().isEmpty()) {
            return detection.regions().stream().limit(count).toList();
        }
        AnomalyMap map = detection.map();
        int y = map.argmax() / map.width();
        int x = map.argmax() % map.width();
        return List.of(new Region(0, new Box(x, y, 1, 1), 1, y, x, map.max(), map.max()));
    }
}
