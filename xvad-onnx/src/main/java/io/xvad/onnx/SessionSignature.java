package io.xvad.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.xvad.core.engine.NetworkSignature;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the names, types, shapes and metadata of a session's inputs and outputs. */
final class SessionSignature {

    private static final Map<OnnxJavaType, String> NAMES = Map.of(
            OnnxJavaType.FLOAT, "float32",
            OnnxJavaType.DOUBLE, "float64");

    private SessionSignature() {}

    static NetworkSignature of(OrtSession session, Set<String> outputs) throws OrtException {
        Map<String, NodeInfo> given = new LinkedHashMap<>(session.getOutputInfo());
        given.keySet().retainAll(outputs);
        return new NetworkSignature(
                values(session.getInputInfo()),
                values(given),
                session.getMetadata().getCustomMetadata());
    }

    /** The type of each input's elements; one that is not a tensor is left out. */
    static Map<String, OnnxJavaType> types(Map<String, NodeInfo> nodes) {
        Map<String, OnnxJavaType> types = new LinkedHashMap<>();
        nodes.forEach((name, node) -> {
            if (node.getInfo() instanceof TensorInfo tensor) {
                types.put(name, tensor.type);
            }
        });
        return types;
    }

    private static Map<String, NetworkSignature.Value> values(Map<String, NodeInfo> nodes) {
        Map<String, NetworkSignature.Value> values = new LinkedHashMap<>();
        nodes.forEach((name, node) -> {
            if (node.getInfo() instanceof TensorInfo tensor) {
                values.put(name, new NetworkSignature.Value(name(tensor.type), tensor.getShape()));
            } else {
                values.put(name, new NetworkSignature.Value(node.getInfo().toString()));
            }
        });
        return values;
    }

    private static String name(OnnxJavaType type) {
        return NAMES.getOrDefault(type, type.name().toLowerCase(Locale.ROOT));
    }
}
