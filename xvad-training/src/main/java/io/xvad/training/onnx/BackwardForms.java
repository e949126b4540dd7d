package io.xvad.training.onnx;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Operations of the backward pass. They take the inputs of the forward operation and, last, the gradient of its output, and
 * give the gradient of each of those inputs, for the shapes of the example.
 */
final class BackwardForms {

    private BackwardForms() {}

    static void addTo(Map<String, Operations.Form> forms) {
        forms.put("add_bp", (operation, output) -> shaped(operation, output, operation.lastInput()));
        forms.put("subtract_bp", BackwardForms::difference);
        forms.put(
                "multiply_bp",
                (operation, output) -> shaped(
                        operation,
                        output,
                        operation.onnx().node("Mul", operation.lastInput(), operation.input(1 - output))));
        forms.put("divide_bp", BackwardForms::quotient);
        forms.put("lrelu_bp", (operation, output) -> rectified(operation));
        forms.put("thresholdedrelu_bp", (operation, output) -> plainlyRectified(operation));
        forms.put("sigmoid_bp", (operation, output) -> sigmoid(operation));
        forms.put("_powderivative", (operation, output) -> power(operation));
        forms.put("matmul_bp", BackwardForms::product);
        forms.put("log_softmax_bp", (operation, output) -> logSoftmax(operation));
        forms.put("softmax_bp", (operation, output) -> softmax(operation));
        forms.put("reduce_sum_bp", (operation, output) -> spread(operation));
        forms.put("reduce_mean_bp", (operation, output) -> mean(operation));
        forms.put("reduce_max_bp", (operation, output) -> extreme(operation, "ReduceMax"));
        forms.put("reduce_min_bp", (operation, output) -> extreme(operation, "ReduceMin"));
        forms.put("concat_bp", BackwardForms::part);
        forms.put("upsampling2d_bp", (operation, output) -> reducedImage(operation));
        forms.put("conv2d_bp", BackwardForms::convolution);
        forms.put("maxpool2d_bp", (operation, output) -> MaximumGradients.of(operation));
    }

    /** Adds up what was broadcast. */
    private static String shaped(Operation operation, int input, String gradient) {
        long[] own = operation.shape(input);
        long[] other = operation.shape(1 - input);
        int rank = Math.max(own.length, other.length);
        int missing = rank - own.length;
        long[] repeated = LongStream.range(0, rank)
                .filter(d -> size(other, rank, (int) d) > 1 && size(own, rank, (int) d) == 1)
                .toArray();
        if (repeated.length == 0 && missing == 0) {
            return gradient;
        }
        OnnxGraph onnx = operation.onnx();
        String sum =
                repeated.length == 0 ? gradient : ReductionForms.reduced(onnx, "ReduceSum", gradient, true, repeated);
        return missing == 0 ? sum : onnx.reshaped(sum, own);
    }

    private static long size(long[] shape, int rank, int dimension) {
        int at = dimension - (rank - shape.length);
        return at < 0 ? 1 : shape[at];
    }

    private static String difference(Operation operation, int output) {
        String gradient = operation.lastInput();
        return shaped(
                operation, output, output == 0 ? gradient : operation.onnx().node("Neg", gradient));
    }

    private static String quotient(Operation operation, int output) {
        OnnxGraph onnx = operation.onnx();
        String ofNumerator = onnx.node("Div", operation.lastInput(), operation.input(1));
        if (output == 0) {
            return shaped(operation, 0, ofNumerator);
        }
        String ratio = onnx.node("Div", operation.input(0), operation.input(1));
        return shaped(operation, 1, onnx.node("Neg", onnx.node("Mul", ofNumerator, ratio)));
    }

    /**
     * One plus a step from the slope less one, for what is negative, to zero. The step is a steep line between two bounds, since
     * {@code Where} takes ONNX Runtime three times as long as these four operators.
     */
    private static String rectified(Operation operation) {
        OnnxGraph onnx = operation.onnx();
        String gradient = operation.lastInput();
        String steep = onnx.node("Mul", operation.input(0), onnx.constant(Float.MAX_VALUE));
        String step = onnx.node("Clip", steep, onnx.constant(operation.decimal(0) - 1), onnx.constant(0));
        return onnx.node("Add", gradient, onnx.node("Mul", gradient, step));
    }

    /** The backward form of a rectifier, which is a leaky one of slope 0; SameDiff gives the threshold where a leaky one has its slope. */
    private static String plainlyRectified(Operation operation) {
        if (operation.decimal(0) != 0) {
            throw operation.unsupported("a threshold of " + operation.decimal(0));
        }
        return rectified(operation);
    }

    private static String sigmoid(Operation operation) {
        OnnxGraph onnx = operation.onnx();
        String value = onnx.node("Sigmoid", operation.input(0));
        String slope = onnx.node("Mul", value, onnx.node("Sub", onnx.constant(1), value));
        return onnx.node("Mul", slope, operation.lastInput());
    }

    /** {@code p x^(p - 1)}. */
    private static String power(Operation operation) {
        OnnxGraph onnx = operation.onnx();
        double power = operation.scalar();
        String value = operation.input(0);
        String lower = power == 2 ? value : onnx.node("Pow", value, onnx.constant(power - 1));
        return onnx.node("Mul", lower, onnx.constant(power));
    }

    private static String product(Operation operation, int output) {
        if (Arrays.stream(operation.integers()).anyMatch(turned -> turned != 0)) {
            throw operation.unsupported("transposed factors");
        }
        OnnxGraph onnx = operation.onnx();
        String gradient = operation.lastInput();
        return output == 0
                ? onnx.node("MatMul", gradient, ShapeForms.turned(operation, 1))
                : onnx.node("MatMul", ShapeForms.turned(operation, 0), gradient);
    }

    private static String logSoftmax(Operation operation) {
        OnnxGraph onnx = operation.onnx();
        String gradient = operation.lastInput();
        String sum = ReductionForms.reduced(onnx, "ReduceSum", gradient, true, operation.integer(0, -1));
        String softmax =
                onnx.node("Softmax", node -> node.integer("axis", operation.integer(0, -1)), operation.input(0));
        return onnx.node("Sub", gradient, onnx.node("Mul", softmax, sum));
    }

    private static String softmax(Operation operation) {
        OnnxGraph onnx = operation.onnx();
        int axis = operation.integer(0, -1);
        String softmax = onnx.node("Softmax", node -> node.integer("axis", axis), operation.input(0));
        String weighed = onnx.node("Mul", softmax, operation.lastInput());
        String sum = ReductionForms.reduced(onnx, "ReduceSum", weighed, true, axis);
        return onnx.node("Sub", weighed, onnx.node("Mul", softmax, sum));
    }

    /** The gradient with reduced dimensions of size 1 again. */
    private static String unreduced(Operation operation) {
        long[] shape = operation.shape(0).clone();
        for (long dimension : reduced(operation)) {
            shape[Math.toIntExact(dimension)] = 1;
        }
        return operation.onnx().reshaped(operation.lastInput(), shape);
    }

    private static long[] reduced(Operation operation) {
        long[] given = operation.integers();
        return given.length == 0 ? operation.dimensions(0) : given;
    }

    private static String spread(Operation operation) {
        OnnxGraph onnx = operation.onnx();
        return onnx.node("Expand", unreduced(operation), onnx.integers(operation.shape(0)));
    }

    private static String mean(Operation operation) {
        OnnxGraph onnx = operation.onnx();
        double count = 1;
        for (long dimension : reduced(operation)) {
            count *= operation.shape(0)[Math.toIntExact(dimension)];
        }
        return onnx.node("Div", spread(operation), onnx.constant(count));
    }

    private static String extreme(Operation operation, String type) {
        OnnxGraph onnx = operation.onnx();
        String value = operation.input(0);
        String highest = ReductionForms.reduced(onnx, type, value, true, reduced(operation));
        return onnx.node(
                "Mul",
                unreduced(operation),
                onnx.node("Cast", node -> node.integer("to", 1), onnx.node("Equal", value, highest)));
    }

    private static String part(Operation operation, int output) {
        int axis = operation.integer(0);
        long first = 0;
        for (int i = 0; i < output; i++) {
            first += operation.shape(i)[axis];
        }
        return operation
                .onnx()
                .part(operation.lastInput(), axis, first, first + operation.shape(output)[axis]);
    }

    private static String reducedImage(Operation operation) {
        OnnxGraph onnx = operation.onnx();
        int down = operation.integer(0);
        int across = operation.integer(1);
        String mean = onnx.node(
                "AveragePool",
                node -> node.integers("kernel_shape", down, across).integers("strides", down, across),
                operation.lastInput());
        return onnx.node("Mul", mean, onnx.constant((double) down * across));
    }

    private static String convolution(Operation operation, int output) {
        if (operation.integer(6) != 1 || operation.integer(7) != 1) {
            throw operation.unsupported("dilation");
        }
        if (output == 2) {
            return ReductionForms.reduced(operation.onnx(), "ReduceSum", operation.lastInput(), false, 0, 2, 3);
        }
        return output == 0
                ? ofImage(operation)
                : WeightGradient.ofConvolution(operation).value();
    }

    private static String ofImage(Operation operation) {
        return operation.integer(2) == 1 && operation.integer(3) == 1 ? turned(operation) : transposed(operation);
    }

    /** Writes the backward form without strides as a convolution with the kernel turned by half a circle, which engines do faster. */
    private static String turned(Operation operation) {
        OnnxGraph onnx = operation.onnx();
        String weights = onnx.node(
                "Slice",
                onnx.transposed(operation.input(1), 2, 3, 0, 1),
                onnx.integers(-1, -1),
                onnx.integers(Long.MIN_VALUE, Long.MIN_VALUE),
                onnx.integers(2, 3),
                onnx.integers(-1, -1));
        long down = operation.integer(0) - 1L - operation.integer(4);
        long across = operation.integer(1) - 1L - operation.integer(5);
        return onnx.node(
                "Conv", node -> node.integers("pads", down, across, down, across), operation.lastInput(), weights);
    }

    private static String transposed(Operation operation) {
        OnnxGraph onnx = operation.onnx();
        OnnxGraph.Settings geometry = ConvolutionForms.geometry(operation, 1);
        return onnx.node(
                "ConvTranspose",
                node -> {
                    geometry.set(node);
                    node.integers("output_padding", ConvolutionGradients.left(operation));
                },
                operation.lastInput(),
                onnx.transposed(operation.input(1), 3, 2, 0, 1));
    }
}
