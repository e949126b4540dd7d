package io.xvad.spark;

import io.xvad.core.AnomalyMap;
import io.xvad.core.calibrate.MapScale;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.Npy;
import io.xvad.data.map.MapFiles;
import io.xvad.data.map.PngScale;
import java.util.Arrays;

/** How the anomaly map of an image is stored in its row. */
public enum MapBytes {
    /** Not at all. */
    NONE,
    /** The bytes of a NumPy file, float32, exact. */
    NPY,
    /** The bytes of a PNG of 16 bits, on the scale of the model; of a model that has none, on that of the map itself. */
    PNG16;

    /** The bytes of a map, which is not {@link #NONE}. */
    byte[] of(AnomalyMap map, FittedDetector model) {
        return this == NPY
                ? Npy.write(map.toArray(), map.height(), map.width())
                : MapFiles.png16(
                        map, PngScale.of(model.capability(MapScale.class).orElseGet(() -> ofItself(map))));
    }

    private static MapScale ofItself(AnomalyMap map) {
        float[] values = map.toArray();
        Arrays.sort(values);
        float low = values[0];
        float high = values[values.length - 1];
        return new MapScale(low, high, high);
    }
}
