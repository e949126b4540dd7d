package io.xvad.training.onnx;

import io.xvad.core.XvadModelException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import onnx.Onnx;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/** A model that becomes part of a larger one. */
final class EmbeddedModel {

    private static final long OLDEST_OPSET = 13;

    private final Onnx.GraphProto graph;
    private final String prefix;

    EmbeddedModel(byte[] onnx, String prefix, long opsetOfWhole) {
        try {
            Onnx.ModelProto model = Onnx.ModelProto.parseFrom(onnx);
            long opset = opset(model);
            boolean alike = opset == opsetOfWhole || opset >= OLDEST_OPSET && opset <= 17 && opsetOfWhole == 17;
            if (!alike) {
                throw new XvadModelException("a network of ONNX opset " + opset
                        + " cannot be part of an exported detector, only of 13 to 17");
            }
            this.graph = model.getGraph();
        } catch (InvalidProtocolBufferException e) {
            throw new XvadModelException("not an ONNX model: " + e.getMessage(), e);
        }
        this.prefix = prefix;
    }

    private static long opset(Onnx.ModelProto model) {
        return model.getOpsetImportList().stream()
                .filter(set -> set.getDomain().isEmpty())
                .mapToLong(Onnx.OperatorSetIdProto::getVersion)
                .max()
                .orElse(0);
    }

    /** The name of its input. */
    String onlyInput() {
        List<String> inputs = inputs();
        if (inputs.size() != 1) {
            throw new XvadModelException(
                    "a network with the inputs " + inputs + " cannot be part of an exported detector");
        }
        return inputs.get(0);
    }

    private List<String> inputs() {
        Set<String> weights = graph.getInitializerList().stream()
                .map(Onnx.TensorProto::getName)
                .collect(Collectors.toSet());
        return graph.getInputList().stream()
                .map(Onnx.ValueInfoProto::getName)
                .filter(name -> !weights.contains(name))
                .toList();
    }

    /** Adds it with these values as its inputs, or in place of its weights; gives the new names of all its values by the old ones. */
    Map<String, String> addTo(Onnx.GraphProto.Builder whole, Map<String, String> inputs) {
        Map<String, String> names = new HashMap<>(inputs);
        names.put("", "");
        for (Onnx.TensorProto tensor : graph.getInitializerList()) {
            if (names.containsKey(tensor.getName())) {
                continue;
            }
            names.put(tensor.getName(), prefix + tensor.getName());
            whole.addInitializer(tensor.toBuilder().setName(prefix + tensor.getName()));
        }
        for (Onnx.NodeProto node : graph.getNodeList()) {
            Onnx.NodeProto.Builder renamed = node.toBuilder().clearInput().clearOutput();
            renamed.setName(prefix + node.getName());
            node.getInputList().forEach(name -> renamed.addInput(renamed(names, name)));
            node.getOutputList().forEach(name -> renamed.addOutput(renamed(names, name)));
            whole.addNode(renamed);
        }
        return names;
    }

    /** A value that is left out has an empty name, which stays. */
    private String renamed(Map<String, String> names, String name) {
        return names.computeIfAbsent(name, key -> prefix + key);
    }
}
