package io.xvad.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.xvad.core.Lifetime;
import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.NetworkSignature;
import io.xvad.core.engine.Tensor;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An ONNX Runtime session behind the engine's interface; to run a session that is freed would end the process. */
final class OnnxRuntimeNetwork implements Network {

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Set<String> inputs;
    private final Map<String, OnnxJavaType> types;
    private final Set<String> outputs;
    private final NetworkSignature signature;
    private final DirectBuffers buffers = new DirectBuffers();
    private final Lifetime lifetime = new Lifetime("network", this::free);

    OnnxRuntimeNetwork(OrtEnvironment environment, OrtSession session, List<String> outputs) throws OrtException {
        this.environment = environment;
        this.session = session;
        this.inputs = Set.copyOf(session.getInputNames());
        this.types = SessionSignature.types(session.getInputInfo());
        this.outputs = new LinkedHashSet<>(outputs);
        this.signature = SessionSignature.of(session, this.outputs);
    }

    @Override
    public Optional<NetworkSignature> signature() {
        return Optional.of(signature);
    }

    @Override
    public Set<String> inputNames() {
        return inputs;
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
        return lifetime.use(() -> ran(values));
    }

    private Map<String, Tensor> ran(Map<String, Tensor> values) {
        ByteBuffer memory = buffers.take(bytes(values));
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try {
            for (Map.Entry<String, Tensor> value : values.entrySet()) {
                tensors.put(value.getKey(), NativeTensors.write(environment, value.getValue(), type(value), memory));
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

    private OnnxJavaType type(Map.Entry<String, Tensor> value) {
        return types.getOrDefault(value.getKey(), OnnxJavaType.UNKNOWN);
    }

    private static int bytes(Map<String, Tensor> values) {
        return values.values().stream().mapToInt(NativeTensors::bytes).reduce(0, Math::addExact);
    }

    private Map<String, Tensor> results(Map<String, OnnxTensor> tensors) throws OrtException {
        try (OrtSession.Result result = session.run(tensors, outputs)) {
            Map<String, Tensor> named = new LinkedHashMap<>();
            for (String output : outputs) {
                named.put(output, NativeTensors.read(output, result.get(output).orElseThrow()));
            }
            return named;
        }
    }

    @Override
    public void close() {
        lifetime.close();
    }

    private void free() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new XvadModelException("ONNX Runtime cannot close the session: " + e.getMessage(), e);
        }
    }
}
