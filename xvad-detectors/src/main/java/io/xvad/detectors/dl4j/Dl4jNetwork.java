package io.xvad.detectors.dl4j;

import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A DL4J graph behind the engine's interface; one run at a time, because a graph keeps its activations. */
final class Dl4jNetwork implements Network {

    private final ComputationGraph graph;
    private final List<String> outputs;

    Dl4jNetwork(ComputationGraph graph, List<String> outputs) {
        this.graph = graph;
        this.outputs = List.copyOf(outputs);
    }

    @Override
    public synchronized Map<String, Tensor> run(Tensor input) {
        if (input.rank() != 4) {
            throw new IllegalArgumentException("network needs an input of shape (N, C, H, W), got " + input);
        }
        try (INDArray pictures = Nd4j.create(input.toArray(), input.shape(), 'c')) {
            INDArray[] results = graph.output(false, pictures);
            Map<String, Tensor> named = new LinkedHashMap<>();
            for (int i = 0; i < results.length; i++) {
                named.put(outputs.get(i), tensor(results[i]));
            }
            return named;
        }
    }

    private static Tensor tensor(INDArray array) {
        long[] shape = array.shape();
        int[] sizes = new int[shape.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.toIntExact(shape[i]);
        }
        return Tensor.owning(array.dup('c').data().asFloat(), sizes);
    }

    @Override
    public synchronized void close() {
        graph.close();
    }
}
