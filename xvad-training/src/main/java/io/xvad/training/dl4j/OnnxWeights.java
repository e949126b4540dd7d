package io.xvad.training.dl4j;

import io.xvad.core.XvadModelException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onnx.Onnx;

/** The float32 constants of an ONNX graph by name. */
final class OnnxWeights {

    private final Map<String, Onnx.TensorProto> tensors = new HashMap<>();

    OnnxWeights(List<Onnx.TensorProto> initializers) {
        initializers.forEach(tensor -> tensors.put(tensor.getName(), tensor));
    }

    boolean has(String name) {
        return tensors.containsKey(name);
    }

    long[] shape(String name) {
        return tensor(name).getDimsList().stream().mapToLong(Long::longValue).toArray();
    }

    float[] values(String name) {
        Onnx.TensorProto tensor = tensor(name);
        if (tensor.getDataType() != Onnx.TensorProto.DataType.FLOAT.getNumber()) {
            throw new XvadModelException("engine 'dl4j' reads float32 weights only, '" + name + "' is of another type");
        }
        if (tensor.getFloatDataCount() > 0) {
            float[] values = new float[tensor.getFloatDataCount()];
            for (int i = 0; i < values.length; i++) {
                values[i] = tensor.getFloatData(i);
            }
            return values;
        }
        FloatBuffer raw = tensor.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] values = new float[raw.remaining()];
        raw.get(values);
        return values;
    }

    private Onnx.TensorProto tensor(String name) {
        Onnx.TensorProto tensor = tensors.get(name);
        if (tensor == null) {
            throw new XvadModelException("weight '" + name + "' is not a constant of the ONNX model");
        }
        return tensor;
    }
}
