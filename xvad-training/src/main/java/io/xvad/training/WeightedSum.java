package io.xvad.training;

import io.xvad.core.engine.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The sum of all values of an output, each with a weight, of a network whose training has ended: what the network is
 * differentiated by from now on, until another is made. Not thread-safe.
 */
public final class WeightedSum {

    private static final String ACTIVATION = "-out";

    private final Trainable net;
    private final SameDiff graph;
    private final String weights;
    private final String[] inputs;
    private boolean prepared;

    /**
     * A weighted sum of an output that can be differentiated by inputs too.
     *
     * @param inputs names of placeholders
     */
    public WeightedSum(Trainable net, String output, String... inputs) {
        this.net = net;
        graph = net.graph();
        weights = output + "-weights";
        String sum = output + "-weighted-sum";
        if (!graph.hasVariable(sum)) {
            SDVariable values = graph.getVariable(output).reshape(-1);
            values.mul(net.input(weights)).sum().rename(sum);
        }
        graph.setLossVariables(sum);
        this.inputs = inputs.clone();
    }

    /** Names of the activations it depends on, those a layer of {@link Layers} gives a name ending in {@code -out}. */
    public List<String> activations() {
        prepare();
        Set<String> layers = Set.copyOf(net.names());
        return graph.variableMap().keySet().stream()
                .filter(name -> name.endsWith(ACTIVATION)
                        && !layers.contains(name)
                        && graph.getVariable(name).gradient() != null)
                .toList();
    }

    /** The gradient with respect to an input, in its shape, row-major. */
    public float[] gradient(Map<String, INDArray> inputs, float[] weighted, String input) {
        try (Gradients found = run(inputs, weighted, List.of(), input)) {
            return Trainable.floats(Objects.requireNonNull(found.gradients().get(input)));
        }
    }

    /** An activation and the gradient with respect to it, of one image: both of shape (channels, height, width). */
    public List<Tensor> activation(Map<String, INDArray> inputs, float[] weighted, String name) {
        try (Gradients found = run(inputs, weighted, List.of(name), name)) {
            return List.of(
                    ofOne(Objects.requireNonNull(found.outputs().get(name))),
                    ofOne(Objects.requireNonNull(found.gradients().get(name))));
        }
    }

    private Gradients run(Map<String, INDArray> inputs, float[] weighted, List<String> outputs, String variable) {
        prepare();
        Map<String, INDArray> all = new HashMap<>(inputs);
        try (INDArray array = Nd4j.createFromArray(weighted)) {
            all.put(weights, array);
            return net.gradients(all, outputs, List.of(variable));
        }
    }

    private void prepare() {
        if (!prepared) {
            GradientFunction.add(graph, inputs);
            prepared = true;
        }
    }

    private static Tensor ofOne(INDArray batch) {
        int[] shape = {(int) batch.size(1), (int) batch.size(2), (int) batch.size(3)};
        return Tensor.owning(Trainable.floats(batch), shape);
    }
}
