package io.xvad.training.onnx;

import java.util.Map;
import java.util.function.BiFunction;

/** Operations that go value by value, and softmax. */
final class ElementForms {

    private static final Map<String, String> SAME = Map.ofEntries(
            Map.entry("sigmoid", "Sigmoid"),
            Map.entry("tanh", "Tanh"),
            Map.entry("exp", "Exp"),
            Map.entry("log", "Log"),
            Map.entry("sqrt", "Sqrt"),
            Map.entry("abs", "Abs"),
            Map.entry("floor", "Floor"),
            Map.entry("sign", "Sign"),
            Map.entry("neg", "Neg"),
            Map.entry("softplus", "Softplus"),
            Map.entry("elu", "Elu"),
            Map.entry("erf", "Erf"),
            Map.entry("identity", "Identity"),
            Map.entry("stop_gradient", "Identity"));

    private static final Map<String, String> PAIRS = Map.of(
            "add", "Add", "subtract", "Sub", "multiply", "Mul", "divide", "Div", "maximum", "Max", "minimum", "Min");

    private static final Map<String, String> SCALARS =
            Map.of("add_scalar", "Add", "sub_scalar", "Sub", "mul_scalar", "Mul", "div_scalar", "Div", "pow", "Pow");

    private static final Map<String, String> REVERSED = Map.of("rsub_scalar", "Sub", "rdiv_scalar", "Div");

    private static final Map<String, String> COMPARED = Map.of(
            "equals", "Equal", "greater_equal", "GreaterOrEqual", "greater", "Greater", "less_equal", "LessOrEqual");

    private ElementForms() {}

    static void addTo(Map<String, Operations.Form> forms) {
        SAME.forEach((name, type) -> single(forms, name, (operation, onnx) -> onnx.node(type, operation.input(0))));
        PAIRS.forEach((name, type) ->
                single(forms, name, (operation, onnx) -> onnx.node(type, operation.input(0), operation.input(1))));
        COMPARED.forEach((name, type) ->
                single(forms, name, (operation, onnx) -> onnx.node(type, operation.input(0), operation.input(1))));
        SCALARS.forEach((name, type) -> single(
                forms,
                name,
                (operation, onnx) -> onnx.node(type, operation.input(0), onnx.constant(operation.scalar()))));
        REVERSED.forEach((name, type) -> single(
                forms,
                name,
                (operation, onnx) -> onnx.node(type, onnx.constant(operation.scalar()), operation.input(0))));
        single(forms, "square", (operation, onnx) -> onnx.node("Mul", operation.input(0), operation.input(0)));
        single(
                forms,
                "expm1",
                (operation, onnx) -> onnx.node("Sub", onnx.node("Exp", operation.input(0)), onnx.constant(1)));
        single(forms, "relu", ElementForms::relu);
        single(forms, "relu6", ElementForms::relu6);
        single(
                forms,
                "leakyrelu",
                (operation, onnx) ->
                        onnx.node("LeakyRelu", node -> node.decimal("alpha", operation.scalar()), operation.input(0)));
        single(forms, "softmax", (operation, onnx) -> along(operation, onnx, "Softmax"));
        single(forms, "log_softmax", (operation, onnx) -> along(operation, onnx, "LogSoftmax"));
        single(forms, "cast", ElementForms::cast);
        single(
                forms,
                "ones_as",
                (operation, onnx) -> onnx.node("Expand", onnx.constant(1), onnx.node("Shape", operation.input(0))));
    }

    private static void single(
            Map<String, Operations.Form> forms, String name, BiFunction<Operation, OnnxGraph, String> form) {
        forms.put(name, (operation, output) -> form.apply(operation, operation.onnx()));
    }

    private static String relu(Operation operation, OnnxGraph onnx) {
        if (operation.scalar() != 0) {
            throw operation.unsupported("a cut-off of " + operation.scalar());
        }
        return onnx.node("Relu", operation.input(0));
    }

    private static String relu6(Operation operation, OnnxGraph onnx) {
        if (operation.scalar() != 0) {
            throw operation.unsupported("a cut-off of " + operation.scalar());
        }
        return onnx.node("Clip", operation.input(0), onnx.constant(0), onnx.constant(6));
    }

    private static String along(Operation operation, OnnxGraph onnx, String type) {
        return onnx.node(type, node -> node.integer("axis", operation.integer(0, -1)), operation.input(0));
    }

    /** Everything is float32 in ONNX, so that only indices and the outcome of a comparison need a cast. */
    private static String cast(Operation operation, OnnxGraph onnx) {
        return onnx.node("Cast", node -> node.integer("to", 1), operation.input(0));
    }
}
