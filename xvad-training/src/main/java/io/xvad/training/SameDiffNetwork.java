package io.xvad.training;

import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A trained graph as a network, for scoring where no engine runs its frozen form. Thread-safe; one run at a time.
 */
public final class SameDiffNetwork implements Network {

    /** Runs a graph whose training has ended. */
    @FunctionalInterface
    public interface Graph {

        /** The outputs by name, each in its shape. */
        Map<String, INDArray> run(Map<String, INDArray> inputs);
    }

    private final Optional<String> input;
    private final Graph graph;

    /** A network that computes its outputs otherwise than as variables of one graph, for example from gradients. */
    public SameDiffNetwork(Graph graph) {
        this(Optional.empty(), graph);
    }

    /** The same of a network of one input, which is known by this name to the graph. */
    public SameDiffNetwork(String input, Graph graph) {
        this(Optional.of(input), graph);
    }

    private SameDiffNetwork(Optional<String> input, Graph graph) {
        this.input = input;
        this.graph = graph;
    }

    /** A network whose outputs are variables of a graph. */
    public static SameDiffNetwork of(Trainable net, String... outputs) {
        List<String> names = List.of(outputs);
        return new SameDiffNetwork(inputs -> net.graph().output(inputs, names));
    }

    @Override
    public synchronized Map<String, Tensor> run(Map<String, Tensor> inputs) {
        Map<String, INDArray> values = new LinkedHashMap<>();
        inputs.forEach((name, tensor) -> values.put(name, array(tensor)));
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        graph.run(values).forEach((name, array) -> outputs.put(name, tensor(array)));
        values.values().forEach(INDArray::close);
        return outputs;
    }

    /**
     * Runs a network of one input.
     *
     * @throws IllegalArgumentException if this network was not made as one
     */
    @Override
    public Map<String, Tensor> run(Tensor value) {
        return run(Map.of(
                input.orElseThrow(() -> new IllegalArgumentException("this network takes its inputs by name")), value));
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
    public void close() {}
}
