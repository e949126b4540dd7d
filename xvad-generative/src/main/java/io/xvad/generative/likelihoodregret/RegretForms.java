package io.xvad.generative.likelihoodregret;

import io.xvad.core.engine.Network;
import io.xvad.training.GradientFunction;
import io.xvad.training.Gradients;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Trainable;
import io.xvad.training.onnx.OnnxGraph;
import io.xvad.training.onnx.SameDiffTranslation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The parts of a trained autoencoder that score: in SameDiff, each of a network that is used for nothing else, and as ONNX. */
final class RegretForms {

    private static final List<String> OF_DRAWS =
            List.of(RegretNetwork.LEVELS, RegretNetwork.MEAN, RegretNetwork.LOG_VARIANCE, RegretNetwork.NOISE);

    private static final List<String> SOUGHT = List.of(RegretNetwork.MEAN, RegretNetwork.LOG_VARIANCE);

    private RegretForms() {}

    static Network encoding(RegretNetwork network) {
        return SameDiffNetwork.of(network.net(), RegretNetwork.ENCODED_MEAN, RegretNetwork.ENCODED_LOG_VARIANCE);
    }

    static Network likelihoods(RegretNetwork network) {
        return SameDiffNetwork.of(network.net(), RegretNetwork.PIXELS);
    }

    /** Takes levels as well, which the decoder's output does not depend on. */
    static Network decoding(RegretNetwork network) {
        return new SameDiffNetwork(inputs -> network.net().output(inputs, RegretNetwork.OUTPUT));
    }

    static Network searching(RegretNetwork network) {
        Trainable net = network.net();
        net.graph().setLossVariables(RegretNetwork.NEGATIVE_BOUND);
        GradientFunction.add(net.graph(), SOUGHT.toArray(new String[0]));
        return new SameDiffNetwork(inputs -> slopes(net, inputs));
    }

    private static Map<String, INDArray> slopes(Trainable net, Map<String, INDArray> inputs) {
        Gradients found = net.gradients(inputs, List.of(RegretNetwork.NEGATIVE_BOUND), SOUGHT);
        found.outputs().values().forEach(INDArray::close);
        return Map.of(
                RegretNetwork.MEAN_GRADIENT,
                Objects.requireNonNull(found.gradients().get(RegretNetwork.MEAN)),
                RegretNetwork.LOG_VARIANCE_GRADIENT,
                Objects.requireNonNull(found.gradients().get(RegretNetwork.LOG_VARIANCE)));
    }

    /**
     * A network whose training has ended, as ONNX.
     *
     * @param draws of a step of the search, for which gradients are written
     */
    static SavedRegretNetwork saved(RegretNetwork network, int draws) {
        return new SavedRegretNetwork(
                Trainable.saved(decoder(network), network.net()),
                SavedRegretNetwork.alone(encoder(network)),
                SavedRegretNetwork.alone(gradients(network, draws)));
    }

    private static byte[] encoder(RegretNetwork network) {
        OnnxGraph onnx = new OnnxGraph();
        SameDiffTranslation translation = translation(network, onnx, List.of(RegretNetwork.LEVELS), 1);
        for (String name : List.of(RegretNetwork.ENCODED_MEAN, RegretNetwork.ENCODED_LOG_VARIANCE)) {
            onnx.output(name, translation.value(name), 1, network.latent());
        }
        return onnx.bytes();
    }

    private static byte[] decoder(RegretNetwork network) {
        OnnxGraph onnx = new OnnxGraph();
        SameDiffTranslation translation = translation(network, onnx, OF_DRAWS, -1);
        for (String name : List.of(RegretNetwork.PIXELS, RegretNetwork.OUTPUT)) {
            onnx.output(name, translation.value(name), -1, network.grey().pixels());
        }
        return onnx.bytes();
    }

    private static byte[] gradients(RegretNetwork network, int draws) {
        network.net().graph().setLossVariables(RegretNetwork.NEGATIVE_BOUND);
        OnnxGraph onnx = new OnnxGraph();
        SameDiffTranslation translation = translation(network, onnx, OF_DRAWS, draws);
        List<String> slopes = translation.gradients(SOUGHT);
        onnx.output(RegretNetwork.MEAN_GRADIENT, slopes.get(0), 1, network.latent());
        onnx.output(RegretNetwork.LOG_VARIANCE_GRADIENT, slopes.get(1), 1, network.latent());
        return onnx.bytes();
    }

    /**
     * A translation of a graph with some inputs.
     *
     * @param draws how many there are, -1 for any number
     */
    private static SameDiffTranslation translation(
            RegretNetwork network, OnnxGraph onnx, List<String> inputs, int draws) {
        Map<String, INDArray> example = new HashMap<>();
        Map<String, String> values = new HashMap<>();
        for (String name : inputs) {
            long[] shape = shape(network, name, draws);
            values.put(name, onnx.input(name, shape));
            shape[0] = Math.abs(shape[0]);
            example.put(name, Nd4j.zeros(shape));
        }
        return new SameDiffTranslation(network.net().graph(), onnx, values, example);
    }

    private static long[] shape(RegretNetwork network, String input, int draws) {
        int side = network.grey().side();
        return switch (input) {
            case RegretNetwork.LEVELS -> new long[] {1, 1, side, side};
            case RegretNetwork.NOISE -> new long[] {draws, network.latent()};
            default -> new long[] {1, network.latent()};
        };
    }
}
