package io.xvad.metrics.explanation.stability;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import java.nio.FloatBuffer;

/** Maps and images as vectors. */
final class Vectors {

    private Vectors() {}

    static double[] of(AnomalyMap map) {
        return of(map.buffer());
    }

    static double[] of(Image image) {
        return of(image.buffer());
    }

    static double[] of(AnomalyMap map, int size) {
        double[] values = of(map);
        if (values.length != size) {
            throw new IllegalArgumentException(
                    "explanations must have one size, got " + size + " and " + values.length + " values");
        }
        return values;
    }

    private static double[] of(FloatBuffer buffer) {
        double[] values = new double[buffer.limit()];
        for (int i = 0; i < values.length; i++) {
            values[i] = buffer.get(i);
        }
        return values;
    }
}
