package io.xvad.training.backward;

import io.xvad.training.onnx.OnnxGraph;
import java.util.Map;
import java.util.stream.LongStream;

/** Sums, products and quotients with broadcasting, and products of matrices. */
final class ArithmeticRules {

    private ArithmeticRules() {}

    static void addTo(Map<String, Rule> rules) {
        rules.put("Add", (step, input) -> step.unbroadcast(step.gradient(), input));
        rules.put("Sum", (step, input) -> step.unbroadcast(step.gradient(), input));
        rules.put("Sub", ArithmeticRules::difference);
        rules.put("Mul", (step, input) -> step.unbroadcast(step.times(step.input(1 - input)), input));
        rules.put("Div", ArithmeticRules::quotient);
        rules.put("Where", ArithmeticRules::chosen);
        rules.put("Pow", ArithmeticRules::power);
        rules.put("MatMul", ArithmeticRules::product);
        rules.put("Gemm", ArithmeticRules::linear);
    }

    private static String difference(Step step, int input) {
        String gradient = input == 0 ? step.gradient() : step.onnx().node("Neg", step.gradient());
        return step.unbroadcast(gradient, input);
    }

    private static String quotient(Step step, int input) {
        OnnxGraph onnx = step.onnx();
        String ofFirst = onnx.node("Div", step.gradient(), step.input(1));
        return step.unbroadcast(
                input == 0 ? ofFirst : onnx.node("Neg", onnx.node("Mul", ofFirst, step.output())), input);
    }

    private static String chosen(Step step, int input) {
        OnnxGraph onnx = step.onnx();
        String zero = onnx.constant(0);
        String gradient = input == 1
                ? onnx.node("Where", step.input(0), step.gradient(), zero)
                : onnx.node("Where", step.input(0), zero, step.gradient());
        return step.unbroadcast(gradient, input);
    }

    private static String power(Step step, int input) {
        if (input != 0) {
            throw step.unsupported("an exponent that depends on the image");
        }
        OnnxGraph onnx = step.onnx();
        String lower = onnx.node("Pow", step.input(0), onnx.node("Sub", step.input(1), onnx.constant(1)));
        return step.unbroadcast(step.times(onnx.node("Mul", step.input(1), lower)), 0);
    }

    private static String product(Step step, int input) {
        OnnxGraph onnx = step.onnx();
        int other = 1 - input;
        if (step.shape(0).length < 2 || step.shape(1).length < 2) {
            throw step.unsupported("a vector");
        }
        String turned = turned(onnx, step.input(other), step.shape(other).length);
        String gradient = input == 0
                ? onnx.node("MatMul", step.gradient(), turned)
                : onnx.node("MatMul", turned, step.gradient());
        return overBatches(step, gradient, input);
    }

    private static String turned(OnnxGraph onnx, String matrices, int rank) {
        long[] order = LongStream.range(0, rank).toArray();
        order[rank - 1] = rank - 2L;
        order[rank - 2] = rank - 1L;
        return onnx.transposed(matrices, order);
    }

    /** Adds up over batches of matrices that one matrix was multiplied with. */
    private static String overBatches(Step step, String gradient, int input) {
        long[] own = step.shape(input);
        long[] all = step.outputShape();
        int missing = all.length - own.length;
        long[] repeated = LongStream.range(0, all.length - 2L)
                .filter(d -> d < missing || own[(int) d - missing] == 1 && all[(int) d] > 1)
                .toArray();
        return repeated.length == 0
                ? gradient
                : step.onnx().reshaped(step.onnx().reduced("ReduceSum", gradient, true, repeated), own);
    }

    private static String linear(Step step, int input) {
        if (input != 0 || step.integer("transA", 0) != 0) {
            throw step.unsupported("another first factor than rows of features");
        }
        return step.onnx()
                .node(
                        "Gemm",
                        node -> node.decimal("alpha", step.decimal("alpha", 1))
                                .integer("transB", 1 - step.integer("transB", 0)),
                        step.gradient(),
                        step.input(1));
    }
}
