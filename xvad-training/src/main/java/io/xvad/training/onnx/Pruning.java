package io.xvad.training.onnx;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import onnx.Onnx;

/**
 * Leaves of a graph what some of its outputs need. Engines do not: ONNX Runtime runs every node, whichever outputs are asked
 * for.
 */
final class Pruning {

    private Pruning() {}

    /** Names of all values that some values are made of, with these. */
    static Set<String> needed(Onnx.GraphProtoOrBuilder graph, Collection<String> values) {
        Map<String, Onnx.NodeProto> makers = new HashMap<>();
        for (Onnx.NodeProto node : graph.getNodeList()) {
            node.getOutputList().forEach(output -> makers.put(output, node));
        }
        Set<String> needed = new HashSet<>(values);
        Deque<String> open = new ArrayDeque<>(values);
        while (!open.isEmpty()) {
            Onnx.NodeProto maker = makers.get(open.pop());
            if (maker != null) {
                maker.getInputList().stream().filter(needed::add).forEach(open::push);
            }
        }
        return needed;
    }

    /** The graph with these outputs only. */
    static Onnx.GraphProto of(Onnx.GraphProto graph, Collection<String> outputs) {
        Set<String> needed = needed(graph, outputs);
        return graph.toBuilder()
                .clearNode()
                .addAllNode(graph.getNodeList().stream()
                        .filter(node -> node.getOutputList().stream().anyMatch(needed::contains))
                        .toList())
                .clearInitializer()
                .addAllInitializer(graph.getInitializerList().stream()
                        .filter(initializer -> needed.contains(initializer.getName()))
                        .toList())
                .clearOutput()
                .addAllOutput(graph.getOutputList().stream()
                        .filter(output -> outputs.contains(output.getName()))
                        .toList())
                .build();
    }
}
