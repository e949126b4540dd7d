package io.xvad.core.detect;

import io.xvad.core.AnomalyMap;
import io.xvad.core.MapBand;
import io.xvad.core.MapBands;
import java.util.Optional;

/** Puts bands together to a map. Not thread-safe. */
final class WholeMap implements MapBands {

    private final int height;
    private final int width;
    private final float[] values;
    private int rows;

    WholeMap(int height, int width) {
        this.height = height;
        this.width = width;
        this.values = new float[Math.multiplyExact(height, width)];
    }

    @Override
    public void add(MapBand band) {
        band.map().buffer().get(values, band.top() * width, band.map().height() * width);
        rows += band.map().height();
    }

    /** The map; empty if not all rows have come. Nothing may be added afterwards. */
    Optional<AnomalyMap> map() {
        return rows == height ? Optional.of(AnomalyMap.owning(height, width, values)) : Optional.empty();
    }
}
