package io.xvad.training.dl4j;

import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onnx.Onnx;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The architecture of a frozen convolutional network, to build networks of its kind whose weights are drawn anew and trained. Each
 * convolution is followed by batch normalisation in place of its bias, as it was before an exporter folded the two together. Takes the
 * operators Conv (plain or depthwise), Relu, Clip from 0 to 6, Add, MaxPool and Identity. Immutable and thread-safe.
 */
public final class NetworkArchitecture {

    private final List<Onnx.NodeProto> nodes;
    private final List<String> outputs;
    private final OnnxWeights weights;
    private final String input;

    private NetworkArchitecture(FrozenGraph frozen, List<String> outputs) {
        this.nodes = frozen.needed(outputs);
        nodes.forEach(UntrainedOperators::requireKnown);
        this.outputs = outputs;
        this.weights = frozen.weights();
        this.input = frozen.input();
    }

    /**
     * The architecture of an ONNX network.
     *
     * @param outputs names of its values that are wanted, at least one; what only others need is left out
     * @throws io.xvad.core.XvadModelException if it is no model of ONNX, has no such value, or has an operator that is not taken
     */
    public static NetworkArchitecture of(byte[] onnx, List<String> outputs) {
        return new NetworkArchitecture(FrozenGraph.of(onnx), List.copyOf(outputs));
    }

    /**
     * Adds a network of this architecture to a graph, over the weights of these names if there are some.
     *
     * @param images shape (N, channels, height, width), normalised as the frozen network takes them
     * @return the outputs by name
     * @throws io.xvad.core.XvadModelException if an operator has a form that is not taken
     */
    public Map<String, SDVariable> on(Trainable net, Mode mode, SDVariable images) {
        UntrainedOperators operators = new UntrainedOperators(net, mode, weights);
        Map<String, SDVariable> values = new HashMap<>();
        values.put(input, images);
        for (int i = 0; i < nodes.size(); i++) {
            values.put(nodes.get(i).getOutput(0), operators.value("layer-" + i, nodes.get(i), values));
        }
        values.keySet().retainAll(outputs);
        return values;
    }
}
