package io.xvad.training.dl4j;

import io.xvad.core.Lifetime;
import io.xvad.core.capability.RelevanceRule;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A DL4J graph behind the engine's interface; one run at a time, because a graph keeps its activations. */
public final class Dl4jNetwork implements Network {

    private final ComputationGraph graph;
    private final List<String> outputs;
    private final InputGradient convolutions = new InputGradient();
    private final Lifetime lifetime;

    Dl4jNetwork(ComputationGraph graph, List<String> outputs) {
        this.graph = graph;
        graph.getConfiguration().setTrainingWorkspaceMode(WorkspaceMode.NONE);
        this.outputs = List.copyOf(outputs);
        this.lifetime = new Lifetime("network", graph::close);
    }

    @Override
    public Map<String, Tensor> run(Tensor input) {
        return lifetime.use(() -> ran(input));
    }

    private synchronized Map<String, Tensor> ran(Tensor input) {
        if (input.rank() != 4) {
            throw new IllegalArgumentException("network needs an input of shape (N, C, H, W), got " + input);
        }
        try (INDArray images = Nd4j.create(input.toArray(), input.shape(), 'c')) {
            INDArray[] results = graph.output(false, images);
            Map<String, Tensor> named = new LinkedHashMap<>();
            for (int i = 0; i < results.length; i++) {
                named.put(outputs.get(i), tensor(results[i]));
            }
            return named;
        }
    }

    /**
     * Runs the network forwards and, for the gradients of its outputs that {@code head} gives, backwards.
     *
     * @param input shape (1, C, H, W)
     * @param head gets the outputs and gives the gradient of a scalar with respect to each
     * @param guided whether rectifiers let only positive gradients pass (guided backpropagation)
     * @throws IllegalArgumentException if the input has another shape
     */
    public Backward backward(Tensor input, Function<Map<String, Tensor>, Map<String, Tensor>> head, boolean guided) {
        return lifetime.use(() -> back(input, head, new GradientStep(guided, convolutions), ""));
    }

    /**
     * The gradient with respect to one of the outputs, with all paths to the scalar through later outputs. Nothing before
     * that output is gone through.
     *
     * @param input shape (1, C, H, W)
     * @param head gets the outputs and gives the gradient of a scalar with respect to each
     * @param output name of one of the outputs
     * @throws IllegalArgumentException if the input has another shape
     */
    public Backward backwardTo(String output, Tensor input, Function<Map<String, Tensor>, Map<String, Tensor>> head) {
        return lifetime.use(() -> back(input, head, new GradientStep(false, convolutions), output));
    }

    /**
     * Runs the network forwards and propagates relevance from its outputs to its input.
     *
     * @param input shape (1, C, H, W)
     * @param head gets the outputs and gives the relevance of each
     * @param biases whether biases keep the relevance that is theirs
     * @return relevance of the input, shape (1, C, H, W)
     * @throws IllegalArgumentException if the input has another shape
     */
    public Tensor relevance(
            Tensor input, Function<Map<String, Tensor>, Map<String, Tensor>> head, RelevanceRule rule, boolean biases) {
        return lifetime.use(() -> relevances(input, head, rule, biases));
    }

    private synchronized Tensor relevances(
            Tensor input, Function<Map<String, Tensor>, Map<String, Tensor>> head, RelevanceRule rule, boolean biases) {
        try (RelevanceStep step = new RelevanceStep(graph, rule, biases)) {
            return back(input, head, step, "").input().orElseThrow();
        }
    }

    private synchronized Backward back(
            Tensor input,
            Function<Map<String, Tensor>, Map<String, Tensor>> head,
            BackwardPass.Step step,
            String last) {
        if (input.rank() != 4 || input.size(0) != 1) {
            throw new IllegalArgumentException("gradients need an input of shape (1, C, H, W), got " + input);
        }
        graph.initGradientsView();
        INDArray image = Nd4j.create(input.toArray(), input.shape(), 'c');
        Map<String, INDArray> activations = graph.feedForward(new INDArray[] {image}, true, false);
        Map<String, Tensor> values = new LinkedHashMap<>();
        for (String output : outputs) {
            values.put(output, tensor(Objects.requireNonNull(activations.get(output))));
        }
        try {
            return new BackwardPass(graph, step, last).run(values, head.apply(values));
        } finally {
            graph.clearLayersStates();
            activations.values().forEach(Dl4jNetwork::free);
        }
    }

    /** Native memory is given back at once, because the garbage collector does not see how much there is. */
    private static void free(INDArray array) {
        if (array.closeable()) {
            array.close();
        }
    }

    static Tensor tensor(INDArray array) {
        long[] shape = array.shape();
        int[] sizes = new int[shape.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.toIntExact(shape[i]);
        }
        return Tensor.owning(array.dup('c').data().asFloat(), sizes);
    }

    @Override
    public void close() {
        lifetime.close();
    }
}
