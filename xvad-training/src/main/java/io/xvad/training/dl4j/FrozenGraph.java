package io.xvad.training.dl4j;

import io.xvad.core.XvadModelException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import onnx.Onnx;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/**
 * The graph of a frozen network and its constants.
 *
 * @param graph as it was read
 * @param weights its constants
 */
record FrozenGraph(Onnx.GraphProto graph, OnnxWeights weights) {

    /** @throws XvadModelException if the bytes are not a model of ONNX */
    static FrozenGraph of(byte[] onnx) {
        try {
            Onnx.GraphProto graph = Onnx.ModelProto.parseFrom(onnx).getGraph();
            return new FrozenGraph(graph, new OnnxWeights(graph.getInitializerList()));
        } catch (InvalidProtocolBufferException e) {
            throw new XvadModelException("not an ONNX model: " + e.getMessage(), e);
        }
    }

    /** Name of its first input that is no constant. */
    String input() {
        return graph.getInputList().stream()
                .map(Onnx.ValueInfoProto::getName)
                .filter(name -> !weights.has(name))
                .findFirst()
                .orElseThrow(() -> new XvadModelException("ONNX model has no input"));
    }

    /**
     * Nodes on which values depend, in order.
     *
     * @throws XvadModelException if there is no such value
     */
    List<Onnx.NodeProto> needed(List<String> outputs) {
        Set<String> wanted = new HashSet<>(outputs);
        List<Onnx.NodeProto> nodes = new ArrayList<>();
        for (int i = graph.getNodeCount() - 1; i >= 0; i--) {
            Onnx.NodeProto node = graph.getNode(i);
            if (node.getOutputList().stream().anyMatch(wanted::contains)) {
                wanted.addAll(node.getInputList());
                nodes.add(node);
            }
        }
        Collections.reverse(nodes);
        requireAll(outputs, nodes);
        return nodes;
    }

    private void requireAll(List<String> outputs, List<Onnx.NodeProto> nodes) {
        Set<String> values = new HashSet<>(Set.of(input()));
        nodes.forEach(node -> values.addAll(node.getOutputList()));
        for (String output : outputs) {
            if (!values.contains(output)) {
                throw new XvadModelException("ONNX model has no value '" + output + "'; it has " + values);
            }
        }
    }
}
