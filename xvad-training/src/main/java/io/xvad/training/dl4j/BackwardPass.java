package io.xvad.training.dl4j;

import io.xvad.core.engine.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Goes back through a graph that has just run forwards, vertex by vertex, down to its input or to one vertex. */
final class BackwardPass {

    /** One vertex backwards. */
    @FunctionalInterface
    interface Step {

        /** The share of each input of a vertex in what has come back to its output. */
        INDArray[] before(GraphVertex vertex, INDArray after);
    }

    private final ComputationGraph graph;
    private final Step step;
    private final String last;
    private final Map<Integer, INDArray> arrived = new HashMap<>();

    /** A pass that ends at the vertex {@code last}; at the input if that is empty. */
    BackwardPass(ComputationGraph graph, Step step, String last) {
        this.graph = graph;
        this.step = step;
        this.last = last;
    }

    Backward run(Map<String, Tensor> values, Map<String, Tensor> atOutputs) {
        atOutputs.forEach((name, start) ->
                add(graph.getVertex(name).getVertexIndex(), Nd4j.create(start.toArray(), start.shape(), 'c')));
        int[] order = graph.topologicalSortOrder();
        GraphVertex[] vertices = graph.getVertices();
        Optional<Tensor> input = Optional.empty();
        for (int i = order.length - 1; i >= 0; i--) {
            GraphVertex vertex = vertices[order[i]];
            INDArray after = arrived.get(order[i]);
            if (vertex.getVertexName().equals(last)) {
                break;
            }
            if (after != null && vertex.isInputVertex()) {
                input = Optional.of(Dl4jNetwork.tensor(after));
            } else if (after != null) {
                back(vertex, after);
            }
        }
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        for (String name : values.keySet()) {
            INDArray after = arrived.get(graph.getVertex(name).getVertexIndex());
            if (after != null) {
                gradients.put(name, Dl4jNetwork.tensor(after));
            }
        }
        return new Backward(input, values, gradients);
    }

    private void back(GraphVertex vertex, INDArray after) {
        INDArray[] before = step.before(vertex, after);
        VertexIndices[] inputs = vertex.getInputVertices();
        for (int i = 0; i < inputs.length; i++) {
            add(inputs[i].getVertexIndex(), before[i]);
        }
    }

    private void add(int vertex, INDArray part) {
        INDArray present = arrived.get(vertex);
        arrived.put(vertex, present == null ? part : present.add(part));
    }
}
