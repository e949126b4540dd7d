package io.xvad.training.backward;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Engines;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.training.onnx.OnnxGraph;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import onnx.Onnx;

/** Shapes of the values of a graph, and the constants among them, as one run on zeros finds them. */
final class KnownValues {

    private static final int INT64 = 7;

    private final Map<String, Tensor> ran;
    private final Map<String, Onnx.TensorProto> constants = new HashMap<>();

    private KnownValues(Map<String, Tensor> ran, OnnxGraph onnx) {
        this.ran = ran;
        onnx.constants().forEach(constant -> constants.put(constant.getName(), constant));
    }

    /**
     * Runs the graph once.
     *
     * @param wanted values that nodes make
     * @param input of the graph
     * @param shape of the input
     * @throws io.xvad.core.XvadUnavailableException if no engine here runs any network
     */
    static KnownValues of(OnnxGraph onnx, Set<String> wanted, String input, int... shape) {
        Tensor zeros = Tensor.owning(new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)], shape);
        try (Network network = Engines.ofAnyNetwork()
                .orElseThrow(Engines::none)
                .open(onnx.revealing(wanted), wanted.stream().toList(), 0)) {
            Map<String, Tensor> ran = new HashMap<>(network.run(zeros));
            ran.put(input, zeros);
            return new KnownValues(ran, onnx);
        }
    }

    long[] shape(String name) {
        Tensor value = ran.get(name);
        if (value != null) {
            return Arrays.stream(value.shape()).asLongStream().toArray();
        }
        return constant(name).getDimsList().stream().mapToLong(Long::longValue).toArray();
    }

    /** Whole numbers. */
    long[] integers(String name) {
        Tensor value = ran.get(name);
        if (value != null) {
            return value.longs();
        }
        Onnx.TensorProto constant = constant(name);
        if (constant.getDataType() != INT64) {
            throw new XvadModelException("constant '" + name + "' must be of 64-bit integers");
        }
        if (constant.getInt64DataCount() > 0) {
            return constant.getInt64DataList().stream()
                    .mapToLong(Long::longValue)
                    .toArray();
        }
        LongBuffer raw = constant.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer();
        long[] values = new long[raw.remaining()];
        raw.get(values);
        return values;
    }

    private Onnx.TensorProto constant(String name) {
        Onnx.TensorProto constant = constants.get(name);
        if (constant == null) {
            throw new XvadModelException(
                    "value '" + name + "' of the ONNX model is neither made by a node nor a constant");
        }
        return constant;
    }
}
