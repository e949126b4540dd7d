package io.xvad.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An ONNX Runtime session behind the engine's interface. */
final class OnnxRuntimeNetwork implements Network {

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Set<String> inputs;
    private final Set<String> outputs;
    private final DirectBuffers buffers = new DirectBuffers();

    OnnxRuntimeNetwork(OrtEnvironment environment, OrtSession session, List<String> outputs) {
        this.environment = environment;
        this.session = session;
        this.inputs = Set.copyOf(session.getInputNames());
        this.outputs = new LinkedHashSet<>(outputs);
    }

    @Override
    public Map<String, Tensor> run(Tensor input) {
        if (inputs.size() != 1) {
            throw new IllegalArgumentException("network has the inputs " + inputs + ", got a single " + input);
        }
        return run(Map.of(inputs.iterator().next(), input));
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> values) {
        if (!values.keySet().equals(inputs)) {
            throw new IllegalArgumentException("network has the inputs " + inputs + ", got " + values.keySet());
        }
        ByteBuffer memory = buffers.take(bytes(values));
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try {
            FloatBuffer rest = memory.asFloatBuffer();
            for (Map.Entry<String, Tensor> value : values.entrySet()) {
                tensors.put(value.getKey(), tensor(value.getValue(), rest));
            }
            return results(tensors);
        } catch (OrtException e) {
            if (e.getCode() == OrtException.OrtErrorCode.ORT_INVALID_ARGUMENT) {
                throw new IllegalArgumentException("network does not take " + values + ": " + e.getMessage(), e);
            }
            throw new XvadModelException("ONNX Runtime failed on " + values + ": " + e.getMessage(), e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
            buffers.giveBack(memory);
        }
    }

    private static int bytes(Map<String, Tensor> values) {
        int floats = 0;
        for (Tensor value : values.values()) {
            floats = Math.addExact(floats, value.buffer().remaining());
        }
        return Math.multiplyExact(floats, Float.BYTES);
    }

    private Map<String, Tensor> results(Map<String, OnnxTensor> tensors) throws OrtException {
        try (OrtSession.Result result = session.run(tensors, outputs)) {
            Map<String, Tensor> named = new LinkedHashMap<>();
            for (String output : outputs) {
                named.put(output, tensor((OnnxTensor) result.get(output).orElseThrow()));
            }
            return named;
        }
    }

    /** A tensor in the next part of {@code rest}. */
    private OnnxTensor tensor(Tensor tensor, FloatBuffer rest) throws OrtException {
        FloatBuffer values = tensor.buffer();
        FloatBuffer part = rest.slice(rest.position(), values.remaining());
        rest.put(values);
        long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
        return OnnxTensor.createTensor(environment, part, shape);
    }

    private static Tensor tensor(OnnxTensor output) {
        float[] values = output.getFloatBuffer().array();
        int[] shape = Arrays.stream(output.getInfo().getShape())
                .mapToInt(Math::toIntExact)
                .toArray();
        return Tensor.owning(values, shape);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new XvadModelException("ONNX Runtime cannot close the session: " + e.getMessage(), e);
        }
    }
}
