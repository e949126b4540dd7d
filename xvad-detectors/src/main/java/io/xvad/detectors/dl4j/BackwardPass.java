package io.xvad.detectors.dl4j;

import io.xvad.core.engine.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.layers.ActivationLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Goes back through a graph that has just run forwards, vertex by vertex, down to its input. */
final class BackwardPass {

    private final ComputationGraph graph;
    private final boolean guided;
    private final Map<Integer, INDArray> epsilons = new HashMap<>();

    BackwardPass(ComputationGraph graph, boolean guided) {
        this.graph = graph;
        this.guided = guided;
    }

    Backward run(Map<String, Tensor> values, Map<String, Tensor> outputGradients) {
        outputGradients.forEach((name, gradient) ->
                add(graph.getVertex(name).getVertexIndex(), Nd4j.create(gradient.toArray(), gradient.shape(), 'c')));
        int[] order = graph.topologicalSortOrder();
        GraphVertex[] vertices = graph.getVertices();
        INDArray input = null;
        for (int i = order.length - 1; i >= 0; i--) {
            GraphVertex vertex = vertices[order[i]];
            INDArray epsilon = epsilons.get(order[i]);
            if (epsilon != null && vertex.isInputVertex()) {
                input = epsilon;
            } else if (epsilon != null) {
                back(vertex, epsilon);
            }
        }
        if (input == null) {
            throw new IllegalStateException("no gradient reached the input");
        }
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        for (String name : values.keySet()) {
            INDArray epsilon = epsilons.get(graph.getVertex(name).getVertexIndex());
            if (epsilon != null) {
                gradients.put(name, Dl4jNetwork.tensor(epsilon));
            }
        }
        return new Backward(Dl4jNetwork.tensor(input), values, gradients);
    }

    private void back(GraphVertex vertex, INDArray epsilon) {
        boolean rectifier = vertex.hasLayer() && vertex.getLayer() instanceof ActivationLayer;
        vertex.setEpsilon(guided && rectifier ? Transforms.relu(epsilon, true) : epsilon);
        INDArray[] before =
                vertex.doBackward(false, LayerWorkspaceMgr.noWorkspaces()).getSecond();
        VertexIndices[] inputs = vertex.getInputVertices();
        for (int i = 0; i < inputs.length; i++) {
            add(inputs[i].getVertexIndex(), before[i]);
        }
    }

    private void add(int vertex, INDArray epsilon) {
        INDArray present = epsilons.get(vertex);
        epsilons.put(vertex, present == null ? epsilon : present.add(epsilon));
    }
}
