package io.xvad.training.backward;

import io.xvad.training.onnx.OnnxGraph;
import java.util.Map;

/** What is done to each value by itself, and the softmax. */
final class ActivationRules {

    private static final double TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

    private ActivationRules() {}

    static void addTo(Map<String, Rule> rules) {
        rules.put("Identity", (step, input) -> step.gradient());
        rules.put("Dropout", (step, input) -> step.gradient());
        rules.put("Relu", (step, input) -> step.times(step.onnx().node("Sign", step.output())));
        rules.put(
                "LeakyRelu",
                (step, input) -> step.times(leaky(step, step.onnx().constant(step.decimal("alpha", 0.01)))));
        rules.put("PRelu", (step, input) -> step.times(leaky(step, step.input(1))));
        rules.put("Clip", (step, input) -> clip(step));
        rules.put("Sigmoid", (step, input) -> step.times(sigmoid(step.onnx(), step.output())));
        rules.put("HardSigmoid", (step, input) -> hardSigmoid(step));
        rules.put("HardSwish", (step, input) -> hardSwish(step));
        rules.put("Tanh", (step, input) -> tanh(step));
        rules.put("Softplus", (step, input) -> step.times(step.onnx().node("Sigmoid", step.input(0))));
        rules.put("Erf", (step, input) -> erf(step));
        rules.put("Gelu", (step, input) -> gelu(step));
        rules.put("Exp", (step, input) -> step.times(step.output()));
        rules.put("Log", (step, input) -> step.onnx().node("Div", step.gradient(), step.input(0)));
        rules.put("Neg", (step, input) -> step.onnx().node("Neg", step.gradient()));
        rules.put("Abs", (step, input) -> step.times(step.onnx().node("Sign", step.input(0))));
        rules.put("Sqrt", (step, input) -> root(step));
        rules.put("Softmax", (step, input) -> softmax(step));
        rules.put("LogSoftmax", (step, input) -> logSoftmax(step));
    }

    /** 1 for positive values, else a slope. */
    private static String leaky(Step step, String slope) {
        OnnxGraph onnx = step.onnx();
        String positive = onnx.node("Sign", onnx.node("Relu", step.input(0)));
        String rest = onnx.node("Mul", onnx.node("Sub", onnx.constant(1), slope), positive);
        return onnx.node("Add", slope, rest);
    }

    private static String clip(Step step) {
        OnnxGraph onnx = step.onnx();
        String gradient = step.gradient();
        if (step.has(1)) {
            gradient = onnx.node("Mul", gradient, step.where(onnx.node("Greater", step.input(0), step.input(1))));
        }
        return step.has(2)
                ? onnx.node("Mul", gradient, step.where(onnx.node("Less", step.input(0), step.input(2))))
                : gradient;
    }

    private static String sigmoid(OnnxGraph onnx, String value) {
        return onnx.node("Mul", value, onnx.node("Sub", onnx.constant(1), value));
    }

    /** 1 where a hard sigmoid rises, else 0. */
    private static String rises(Step step, String hard) {
        OnnxGraph onnx = step.onnx();
        return step.where(onnx.node(
                "And", onnx.node("Greater", hard, onnx.constant(0)), onnx.node("Less", hard, onnx.constant(1))));
    }

    private static String hardSigmoid(Step step) {
        OnnxGraph onnx = step.onnx();
        return step.times(onnx.node("Mul", rises(step, step.output()), onnx.constant(step.decimal("alpha", 0.2))));
    }

    /** Of {@code x h(x)} with the hard sigmoid {@code h} of slope 1/6: {@code h + x h'}. */
    private static String hardSwish(Step step) {
        OnnxGraph onnx = step.onnx();
        String hard =
                onnx.node("HardSigmoid", node -> node.decimal("alpha", 1.0 / 6).decimal("beta", 0.5), step.input(0));
        String sixth = onnx.node("Mul", step.input(0), onnx.constant(1.0 / 6));
        return step.times(onnx.node("Add", hard, onnx.node("Mul", sixth, rises(step, hard))));
    }

    private static String tanh(Step step) {
        OnnxGraph onnx = step.onnx();
        return step.times(onnx.node("Sub", onnx.constant(1), onnx.node("Mul", step.output(), step.output())));
    }

    private static String erf(Step step) {
        OnnxGraph onnx = step.onnx();
        String squared = onnx.node("Mul", step.input(0), step.input(0));
        return step.times(
                onnx.node("Mul", onnx.node("Exp", onnx.node("Neg", squared)), onnx.constant(TWO_OVER_ROOT_PI)));
    }

    /** {@code F(x) + x f(x)} with the distribution function and the density of the standard normal distribution. */
    private static String gelu(Step step) {
        if (!step.text("approximate", "none").equals("none")) {
            throw step.unsupported("an approximation");
        }
        OnnxGraph onnx = step.onnx();
        String x = step.input(0);
        String error = onnx.node("Erf", onnx.node("Mul", x, onnx.constant(Math.sqrt(0.5))));
        String share = onnx.node("Mul", onnx.node("Add", error, onnx.constant(1)), onnx.constant(0.5));
        String halfSquare = onnx.node("Mul", onnx.node("Mul", x, x), onnx.constant(-0.5));
        String density = onnx.node("Mul", onnx.node("Exp", halfSquare), onnx.constant(1 / Math.sqrt(2 * Math.PI)));
        return step.times(onnx.node("Add", share, onnx.node("Mul", x, density)));
    }

    private static String root(Step step) {
        OnnxGraph onnx = step.onnx();
        return onnx.node("Div", step.times(onnx.constant(0.5)), step.output());
    }

    private static String softmax(Step step) {
        OnnxGraph onnx = step.onnx();
        String weighed = step.times(step.output());
        String sum = onnx.reduced("ReduceSum", weighed, true, step.integer("axis", -1));
        return onnx.node("Sub", weighed, onnx.node("Mul", step.output(), sum));
    }

    private static String logSoftmax(Step step) {
        OnnxGraph onnx = step.onnx();
        String sum = onnx.reduced("ReduceSum", step.gradient(), true, step.integer("axis", -1));
        return onnx.node("Sub", step.gradient(), onnx.node("Mul", onnx.node("Exp", step.output()), sum));
    }
}
