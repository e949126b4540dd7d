package io.xvad.training;

import io.xvad.core.Lifetime;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A trained graph as a network, for scoring where no engine runs its frozen form. Thread-safe; one run at a time. */
public final class SameDiffNetwork implements Network {

    /** Runs a graph whose training has ended. */
    @FunctionalInterface
    public interface Graph {

        /** The outputs by name, each in its shape: native arrays, which the network closes. */
        Map<String, INDArray> run(Map<String, INDArray> inputs);

        /** Frees the graph, which is not run any more; by default that is left to the garbage collector. */
        default void free() {}
    }

    private final GraphInputs inputs;
    private final Graph graph;
    private final Lifetime lifetime;

    private SameDiffNetwork(GraphInputs inputs, Graph graph) {
        this.inputs = inputs;
        this.graph = graph;
        this.lifetime = new Lifetime("network", graph::free);
    }

    /** A network that computes its outputs otherwise than as variables of one graph, for example from gradients. */
    public SameDiffNetwork(Graph graph) {
        this(GraphInputs.ANY, graph);
    }

    /** Creates a network of one input, which it therefore takes without its name too. */
    public SameDiffNetwork(String input, Graph graph) {
        this(GraphInputs.one(input), graph);
    }

    /**
     * A network whose outputs are variables of a graph, which it takes over: closing the network frees the weights.
     *
     * @throws IllegalArgumentException if the graph has no such variable
     */
    public static SameDiffNetwork of(Trainable net, String... outputs) {
        return new SameDiffNetwork(GraphInputs.of(net.graph(), outputs), new Graph() {
            @Override
            public Map<String, INDArray> run(Map<String, INDArray> inputs) {
                return net.output(inputs, outputs);
            }

            @Override
            public void free() {
                net.free();
            }
        });
    }

    /**
     * Runs the graph.
     *
     * @throws IllegalArgumentException if an input is missing, unknown or of another shape
     * @throws IllegalStateException if the network is closed
     */
    @Override
    public Map<String, Tensor> run(Map<String, Tensor> values) {
        return lifetime.use(() -> ran(values));
    }

    private synchronized Map<String, Tensor> ran(Map<String, Tensor> values) {
        inputs.require(values);
        Map<String, INDArray> arrays = new HashMap<>();
        try {
            values.forEach((name, tensor) -> arrays.put(name, array(tensor)));
            Map<String, Tensor> outputs = new LinkedHashMap<>();
            graph.run(arrays).forEach((name, array) -> outputs.put(name, tensor(array)));
            return outputs;
        } finally {
            arrays.values().forEach(INDArray::close);
        }
    }

    /**
     * Runs a graph of one input.
     *
     * @throws IllegalArgumentException if it has several, or this one is of another shape
     * @throws IllegalStateException if the network is closed
     */
    @Override
    public Map<String, Tensor> run(Tensor input) {
        return run(Map.of(inputs.only(), input));
    }

    private static INDArray array(Tensor tensor) {
        long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
        return Nd4j.create(tensor.toArray(), shape, 'c');
    }

    private static Tensor tensor(INDArray array) {
        int[] shape = Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray();
        return Tensor.owning(Trainable.freed(array), shape);
    }

    @Override
    public void close() {
        lifetime.close();
    }
}
