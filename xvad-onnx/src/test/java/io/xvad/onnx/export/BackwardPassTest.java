package io.xvad.onnx.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.onnx.OnnxRuntimeEngine;
import io.xvad.training.backward.BackwardPass;
import io.xvad.training.onnx.OnnxGraph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients equal differences of values, operator by operator. */
class BackwardPassTest {

    private static final int[] SHAPE = {1, 4, 5, 6};
    private static final int VALUES = 120;
    private static final double STEP = 2e-3;

    private static float[] random(int seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextDouble() * 2 - 1);
        }
        return values;
    }

    /** Values in [-1, 1] of which none is close to another or to 0, so that no step changes which is the largest. */
    private static float[] apart() {
        float[] values = new float[VALUES];
        for (int i = 0; i < VALUES; i++) {
            values[i] = 2f * (i * 47 % VALUES) / VALUES - 0.992f;
        }
        return values;
    }

    private static String weights(OnnxGraph onnx, long... shape) {
        int count = 1;
        for (long side : shape) {
            count *= (int) side;
        }
        return onnx.constant(random(count, count), shape);
    }

    private static String positive(OnnxGraph onnx, String x) {
        return onnx.node("Add", onnx.node("Abs", x), onnx.constant(0.5));
    }

    static Stream<Arguments> operators() {
        Map<String, BiFunction<OnnxGraph, String, String>> of = new LinkedHashMap<>();
        for (String plain : List.of(
                "Relu",
                "Sigmoid",
                "HardSigmoid",
                "HardSwish",
                "Tanh",
                "Softplus",
                "Erf",
                "Exp",
                "Neg",
                "Abs",
                "Identity",
                "GlobalAveragePool",
                "Flatten",
                "Softmax",
                "LogSoftmax",
                "Transpose")) {
            of.put(plain, (onnx, x) -> onnx.node(plain, onnx.node("Mul", x, onnx.constant(3))));
        }
        of.put("LeakyRelu", (onnx, x) -> onnx.node("LeakyRelu", node -> node.decimal("alpha", 0.2), x));
        of.put("PRelu", (onnx, x) -> onnx.node("PRelu", x, weights(onnx, 4, 1, 1)));
        of.put("Clip", (onnx, x) -> onnx.node("Clip", x, onnx.constant(-0.3), onnx.constant(0.4)));
        of.put("Clip from below", (onnx, x) -> onnx.node("Clip", x, onnx.constant(-0.3)));
        of.put("Log", (onnx, x) -> onnx.node("Log", positive(onnx, x)));
        of.put("Sqrt", (onnx, x) -> onnx.node("Sqrt", positive(onnx, x)));
        of.put("Pow", (onnx, x) -> onnx.node("Pow", positive(onnx, x), onnx.constant(1.7)));
        of.put("Add of both", (onnx, x) -> onnx.node("Add", onnx.node("GlobalAveragePool", x), x));
        of.put("Sub of both", (onnx, x) -> onnx.node("Sub", onnx.node("GlobalAveragePool", x), x));
        of.put("Mul of both", (onnx, x) -> onnx.node("Mul", x, onnx.node("GlobalAveragePool", x)));
        of.put("Div of both", (onnx, x) -> onnx.node("Div", x, positive(onnx, onnx.node("GlobalAveragePool", x))));
        of.put("Sum", (onnx, x) -> onnx.node("Sum", x, onnx.node("GlobalAveragePool", x), x));
        of.put(
                "Where",
                (onnx, x) ->
                        onnx.node("Where", onnx.node("Greater", x, onnx.constant(0.1)), x, onnx.node("Mul", x, x)));
        of.put("MatMul", (onnx, x) -> onnx.node("MatMul", x, weights(onnx, 6, 3)));
        of.put("MatMul of both", (onnx, x) -> onnx.node("MatMul", onnx.transposed(x, 0, 1, 3, 2), x));
        of.put("MatMul from the left", (onnx, x) -> onnx.node("MatMul", weights(onnx, 2, 5), x));
        of.put(
                "Gemm",
                (onnx, x) -> onnx.node(
                        "Gemm",
                        node -> node.integer("transB", 1).decimal("alpha", 0.5),
                        onnx.reshaped(x, 1, 120),
                        weights(onnx, 3, 120),
                        weights(onnx, 3)));
        of.put(
                "Conv",
                (onnx, x) ->
                        onnx.node("Conv", node -> node.integers("pads", 1, 0, 2, 1), x, weights(onnx, 3, 4, 3, 2)));
        of.put(
                "Conv with strides",
                (onnx, x) -> onnx.node(
                        "Conv",
                        node -> node.integers("strides", 2, 3).integers("pads", 1, 1, 1, 1),
                        x,
                        weights(onnx, 3, 4, 3, 3)));
        of.put(
                "Conv with dilation and groups",
                (onnx, x) -> onnx.node(
                        "Conv",
                        node -> node.integers("dilations", 2, 1)
                                .integer("group", 2)
                                .integers("pads", 1, 1, 1, 1),
                        x,
                        weights(onnx, 6, 2, 3, 3)));
        of.put(
                "Conv of each channel",
                (onnx, x) -> onnx.node(
                        "Conv",
                        node -> node.integer("group", 4).integers("pads", 1, 1, 1, 1),
                        x,
                        weights(onnx, 4, 1, 3, 3)));
        of.put(
                "Conv of each channel with strides",
                (onnx, x) -> onnx.node(
                        "Conv",
                        node -> node.integer("group", 4)
                                .integers("pads", 1, 1, 1, 1)
                                .integers("strides", 2, 2),
                        x,
                        weights(onnx, 4, 1, 3, 3)));
        of.put(
                "BatchNormalization",
                (onnx, x) -> onnx.node(
                        "BatchNormalization",
                        node -> node.decimal("epsilon", 0.01),
                        x,
                        weights(onnx, 4),
                        weights(onnx, 4),
                        weights(onnx, 4),
                        onnx.constant(new float[] {1, 2, 3, 4}, 4)));
        of.put(
                "MaxPool",
                (onnx, x) -> onnx.node(
                        "MaxPool",
                        node -> node.integers("kernel_shape", 3, 3)
                                .integers("strides", 2, 1)
                                .integers("pads", 1, 1, 1, 1),
                        x));
        of.put(
                "AveragePool",
                (onnx, x) -> onnx.node(
                        "AveragePool",
                        node -> node.integers("kernel_shape", 3, 2)
                                .integers("strides", 2, 2)
                                .integers("pads", 1, 1, 1, 0),
                        x));
        of.put(
                "AveragePool that counts the border",
                (onnx, x) -> onnx.node(
                        "AveragePool",
                        node -> node.integers("kernel_shape", 3, 3)
                                .integers("pads", 1, 1, 1, 1)
                                .integer("count_include_pad", 1),
                        x));
        of.put("ReduceSum", (onnx, x) -> onnx.reduced("ReduceSum", x, false, -1, 1));
        of.put("ReduceMean", (onnx, x) -> onnx.reduced("ReduceMean", x, true, 2, 3));
        of.put("ReduceMax", (onnx, x) -> onnx.reduced("ReduceMax", x, false, 3));
        of.put("ReduceMin", (onnx, x) -> onnx.reduced("ReduceMin", x, true, 1));
        of.put(
                "Concat",
                (onnx, x) -> onnx.node(
                        "Concat", node -> node.integer("axis", -3), onnx.node("Mul", x, x), onnx.node("Neg", x)));
        of.put("Squeeze", (onnx, x) -> onnx.node("Squeeze", x, onnx.integers(0)));
        of.put("Unsqueeze", (onnx, x) -> onnx.node("Unsqueeze", x, onnx.integers(2)));
        of.put("Pad", (onnx, x) -> onnx.node("Pad", x, onnx.integers(0, 0, 1, 2, 0, 0, 0, 1)));
        return of.entrySet().stream().flatMap(entry -> Stream.of(17L, 20L)
                .map(opset -> Arguments.of(entry.getKey() + " in opset " + opset, opset, entry.getValue())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operators")
    void equalsDifferences(String name, long opset, BiFunction<OnnxGraph, String, String> operator) {
        OnnxGraph onnx = new OnnxGraph(opset);
        String x = onnx.input("x", 1, 4, 5, 6);
        String y = operator.apply(onnx, x);
        String scalar =
                onnx.node("ReduceSum", node -> node.integer("keepdims", 0), onnx.node("Mul", y, onnx.node("Tanh", y)));
        String gradient = BackwardPass.gradient(onnx, scalar, x, SHAPE);
        onnx.output("scalar", scalar);
        onnx.output("gradient", gradient, 1, 4, 5, 6);
        float[] values = apart();
        try (Network network = new OnnxRuntimeEngine().open(onnx.bytes(), List.of("scalar", "gradient"), 1)) {
            float[] found = run(network, values, "gradient");
            for (int i = 0; i < VALUES; i += 7) {
                assertThat(found[i])
                        .isCloseTo((float) difference(network, values, i), within(0.02f * (1 + Math.abs(found[i]))));
            }
        }
    }

    private static double difference(Network network, float[] values, int at) {
        float[] more = values.clone();
        more[at] += (float) STEP;
        float[] less = values.clone();
        less[at] -= (float) STEP;
        double up = run(network, more, "scalar")[0];
        return (up - run(network, less, "scalar")[0]) / ((double) more[at] - less[at]);
    }

    private static float[] run(Network network, float[] values, String output) {
        return Objects.requireNonNull(network.run(Tensor.of(values, SHAPE)).get(output))
                .toArray();
    }

    @Test
    void namesAnOperatorThatItDoesNotKnow() {
        OnnxGraph onnx = new OnnxGraph();
        String x = onnx.input("x", 1, 4, 5, 6);
        String scalar = onnx.node("ReduceSum", node -> node.integer("keepdims", 0), onnx.node("Elu", x));
        assertThatThrownBy(() -> BackwardPass.gradient(onnx, scalar, x, SHAPE))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("operator Elu");
    }

    @Test
    void refusesWhatDoesNotDependOnTheInput() {
        OnnxGraph onnx = new OnnxGraph();
        String x = onnx.input("x", 1, 4, 5, 6);
        String scalar = onnx.node("ReduceSum", node -> node.integer("keepdims", 0), onnx.node("Sign", x));
        assertThatThrownBy(() -> BackwardPass.gradient(onnx, scalar, x, SHAPE))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("does not depend");
    }
}
