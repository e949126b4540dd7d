package io.xvad.training.backward;

import io.xvad.training.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;
import onnx.Onnx;

/** Pooling. */
final class PoolingRules {

    private PoolingRules() {}

    static void addTo(Map<String, Rule> rules) {
        rules.put("MaxPool", (step, input) -> largest(step));
        rules.put("AveragePool", (step, input) -> average(step));
        rules.put("GlobalAveragePool", (step, input) -> everywhere(step));
    }

    /** The gradient goes where the largest values were, whose places the operator can tell. */
    private static String largest(Step step) {
        OnnxGraph onnx = step.onnx();
        String places = onnx.second("MaxPool", node -> copy(step, node), step.input(0));
        int all = (int) Arrays.stream(step.shape(0)).reduce(1, Math::multiplyExact);
        String scattered = onnx.node(
                "ScatterElements",
                node -> node.integer("axis", 0).text("reduction", "add"),
                onnx.constant(new float[all], all),
                onnx.reshaped(places, -1),
                onnx.reshaped(step.gradient(), -1));
        return onnx.reshaped(scattered, step.shape(0));
    }

    private static void copy(Step step, OnnxGraph.Attributes node) {
        for (Onnx.AttributeProto attribute : step.attributes()) {
            switch (attribute.getType()) {
                case INTS ->
                    step.integers(attribute.getName()).ifPresent(values -> node.integers(attribute.getName(), values));
                case STRING -> node.text(attribute.getName(), attribute.getS().toStringUtf8());
                default -> node.integer(attribute.getName(), attribute.getI());
            }
        }
    }

    private static String average(Step step) {
        OnnxGraph onnx = step.onnx();
        long[] kernel = step.integers("kernel_shape").orElseThrow();
        Window window = Window.of(step, kernel);
        long channels = step.shape(0)[1];
        int size = (int) Arrays.stream(kernel).reduce(1, Math::multiplyExact);
        float[] counts = window.counts();
        if (step.integer("count_include_pad", 0) != 0) {
            Arrays.fill(counts, size);
        }
        long[] shape = LongStream.concat(LongStream.of(1, 1), Arrays.stream(window.outputs()))
                .toArray();
        float[] ones = new float[Math.toIntExact(channels * size)];
        Arrays.fill(ones, 1);
        long[] weights = LongStream.concat(LongStream.of(channels, 1), Arrays.stream(kernel))
                .toArray();
        String each = onnx.node("Div", step.gradient(), onnx.constant(counts, shape));
        return window.spread(step, each, onnx.constant(ones, weights), channels);
    }

    private static String everywhere(Step step) {
        long[] shape = step.shape(0);
        double cells = Arrays.stream(shape).skip(2).reduce(1, Math::multiplyExact);
        String each = step.times(step.onnx().constant(1 / cells));
        return step.onnx().node("Expand", each, step.onnx().integers(shape));
    }
}
