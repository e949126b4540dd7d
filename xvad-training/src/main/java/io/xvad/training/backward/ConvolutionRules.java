package io.xvad.training.backward;

import io.xvad.training.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;

/** Convolutions of any groups, strides and dilations, and normalisation by averages. */
final class ConvolutionRules {

    private ConvolutionRules() {}

    static void addTo(Map<String, Rule> rules) {
        rules.put("Conv", ConvolutionRules::convolution);
        rules.put("BatchNormalization", ConvolutionRules::normalisation);
    }

    private static String convolution(Step step, int input) {
        if (input != 0) {
            throw step.unsupported("weights that depend on the image");
        }
        Window window = Window.of(step, Arrays.copyOfRange(step.shape(1), 2, step.shape(1).length));
        long groups = step.integer("group", 1);
        boolean depthwise = groups == step.shape(1)[0] && step.shape(1)[1] == 1;
        boolean turns = window.canTurn() && (groups == 1 || depthwise);
        return turns ? turned(step, window, groups) : window.spread(step, step.gradient(), step.input(1), groups);
    }

    /** The backward form without strides is a convolution with the kernel turned by half a circle, which engines do faster. */
    private static String turned(Step step, Window window, long groups) {
        OnnxGraph onnx = step.onnx();
        int sides = window.kernel().length;
        long[] order = LongStream.range(0, sides + 2L).toArray();
        order[0] = 1;
        order[1] = 0;
        String weights = groups == 1 ? onnx.transposed(step.input(1), order) : step.input(1);
        long[] back = LongStream.generate(() -> -1).limit(sides).toArray();
        long[] first = LongStream.generate(() -> Long.MIN_VALUE).limit(sides).toArray();
        long[] axes = LongStream.range(2, sides + 2L).toArray();
        String flipped = onnx.node(
                "Slice", weights, onnx.integers(back), onnx.integers(first), onnx.integers(axes), onnx.integers(back));
        return onnx.node(
                "Conv",
                node -> node.integers("pads", window.turnedPads())
                        .integers("dilations", window.dilations())
                        .integer("group", groups),
                step.gradient(),
                flipped);
    }

    /** {@code scale / sqrt(variance + epsilon)} of each channel. */
    private static String normalisation(Step step, int input) {
        if (input != 0 || step.integer("training_mode", 0) != 0) {
            throw step.unsupported("statistics of the batch");
        }
        OnnxGraph onnx = step.onnx();
        String variance = onnx.node("Add", step.input(4), onnx.constant(step.decimal("epsilon", 1e-5)));
        String factor = onnx.node("Div", step.input(1), onnx.node("Sqrt", variance));
        long[] shape = LongStream.generate(() -> 1).limit(step.shape(0).length).toArray();
        shape[1] = -1;
        return step.times(onnx.reshaped(factor, shape));
    }
}
