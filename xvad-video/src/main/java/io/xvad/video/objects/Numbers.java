package io.xvad.video.objects;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Tensor;
import java.util.Map;
import java.util.Objects;

/** The numbers of an output, whichever type the exporter chose for them. */
final class Numbers {

    private Numbers() {}

    static float[] of(Map<String, Tensor> outputs, String name) {
        Tensor tensor = Objects.requireNonNull(outputs.get(name));
        return switch (tensor.type()) {
            case FLOAT32 -> tensor.toArray();
            case INT64 -> floats(tensor.longs());
            case BOOL -> throw new XvadModelException("output '" + name + "' of an object detector is " + tensor);
        };
    }

    private static float[] floats(long[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values[i];
        }
        return floats;
    }
}
