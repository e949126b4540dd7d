package io.xvad.training.onnx;

import java.util.Arrays;
import java.util.Map;

/**
 * Convolutions, pooling and enlarging of images with channels first. SameDiff gives a convolution as kernel height and
 * width, strides, padding, dilation, whether it pads to the same size, whether channels come last, and the order of its
 * weights, of which 0 is height, width, in, out.
 */
final class ConvolutionForms {

    private ConvolutionForms() {}

    static void addTo(Map<String, Operations.Form> forms) {
        forms.put("conv2d", (operation, output) -> convolution(operation));
        forms.put("depthwise_conv2d", (operation, output) -> depthwise(operation));
        forms.put("deconv2d", (operation, output) -> transposed(operation));
        forms.put("sconv2d", (operation, output) -> separable(operation));
        forms.put("maxpool2d", (operation, output) -> pooled(operation, "MaxPool"));
        forms.put("avgpool2d", (operation, output) -> pooled(operation, "AveragePool"));
        forms.put("upsampling2d", (operation, output) -> enlarged(operation));
        forms.put("batchnorm", (operation, output) -> normalised(operation));
    }

    private static void requireChannelsFirst(Operation operation, boolean weights) {
        if (operation.integer(8) != 0) {
            throw operation.unsupported("padding to the same size");
        }
        if (operation.integer(9, 0) != 0 && weights || weights && operation.integer(10, 0) != 0) {
            throw operation.unsupported("channels last, or weights other than height, width, in, out");
        }
    }

    static OnnxGraph.Settings geometry(Operation operation, long groups) {
        long down = operation.integer(4);
        long across = operation.integer(5);
        return node -> node.integers("kernel_shape", operation.integer(0), operation.integer(1))
                .integers("strides", operation.integer(2), operation.integer(3))
                .integers("pads", down, across, down, across)
                .integers("dilations", operation.integer(6), operation.integer(7))
                .integer("group", groups);
    }

    static String convolution(Operation operation) {
        requireChannelsFirst(operation, true);
        OnnxGraph onnx = operation.onnx();
        String weights = onnx.transposed(operation.input(1), 3, 2, 0, 1);
        return operation.inputs().size() == 3
                ? onnx.node("Conv", geometry(operation, 1), operation.input(0), weights, operation.input(2))
                : onnx.node("Conv", geometry(operation, 1), operation.input(0), weights);
    }

    /** Weights are of shape (height, width, in, multiplier). */
    static String depthwiseWeights(Operation operation) {
        long[] shape = operation.shape(1);
        String ordered = operation.onnx().transposed(operation.input(1), 2, 3, 0, 1);
        return operation.onnx().reshaped(ordered, shape[2] * shape[3], 1, shape[0], shape[1]);
    }

    private static String depthwise(Operation operation) {
        requireChannelsFirst(operation, true);
        OnnxGraph onnx = operation.onnx();
        OnnxGraph.Settings geometry = geometry(operation, operation.shape(1)[2]);
        String weights = depthwiseWeights(operation);
        return operation.inputs().size() == 3
                ? onnx.node("Conv", geometry, operation.input(0), weights, operation.input(2))
                : onnx.node("Conv", geometry, operation.input(0), weights);
    }

    /** A depthwise convolution, then one of a single pixel. */
    private static String separable(Operation operation) {
        requireChannelsFirst(operation, true);
        OnnxGraph onnx = operation.onnx();
        String each = onnx.node(
                "Conv", geometry(operation, operation.shape(1)[2]), operation.input(0), depthwiseWeights(operation));
        if (operation.inputs().size() == 2) {
            return each;
        }
        String mixing = onnx.transposed(operation.input(2), 3, 2, 0, 1);
        return operation.inputs().size() == 4
                ? onnx.node("Conv", each, mixing, operation.input(3))
                : onnx.node("Conv", each, mixing);
    }

    /** Weights are of shape (height, width, out, in). */
    private static String transposed(Operation operation) {
        requireChannelsFirst(operation, true);
        OnnxGraph onnx = operation.onnx();
        String weights = onnx.transposed(operation.input(1), 3, 2, 0, 1);
        return operation.inputs().size() == 3
                ? onnx.node("ConvTranspose", geometry(operation, 1), operation.input(0), weights, operation.input(2))
                : onnx.node("ConvTranspose", geometry(operation, 1), operation.input(0), weights);
    }

    /** The average is over the values there are, or over all places of the window, as the tenth number says. */
    private static String pooled(Operation operation, String type) {
        requireChannelsFirst(operation, false);
        if (operation.integer(10, 0) != 0 || operation.integer(6) != 1 || operation.integer(7) != 1) {
            throw operation.unsupported("channels last, or dilation");
        }
        long down = operation.integer(4);
        long across = operation.integer(5);
        return operation
                .onnx()
                .node(
                        type,
                        node -> {
                            node.integers("kernel_shape", operation.integer(0), operation.integer(1))
                                    .integers("strides", operation.integer(2), operation.integer(3))
                                    .integers("pads", down, across, down, across);
                            if (type.equals("AveragePool")) {
                                node.integer("count_include_pad", operation.integer(9));
                            }
                        },
                        operation.input(0));
    }

    private static String enlarged(Operation operation) {
        if (operation.integer(2) != 1) {
            throw operation.unsupported("channels last");
        }
        OnnxGraph onnx = operation.onnx();
        float[] scales = {1, 1, operation.integer(0), operation.integer(1)};
        return onnx.node(
                "Resize",
                node -> node.text("mode", "nearest")
                        .text("coordinate_transformation_mode", "asymmetric")
                        .text("nearest_mode", "floor"),
                operation.input(0),
                "",
                onnx.constant(scales, 4));
    }

    /** Inputs are value, mean, variance, and scale and shift if the first numbers say so; then the dimension. */
    private static String normalised(Operation operation) {
        OnnxGraph onnx = operation.onnx();
        int rank = operation.shape(0).length;
        int axis = operation.integer(2, rank - 1);
        long[] sizes = new long[rank];
        Arrays.fill(sizes, 1);
        sizes[axis] = -1;
        boolean scaled = operation.integer(0) != 0;
        boolean shifted = operation.integer(1) != 0;
        String deviation = onnx.node(
                "Sqrt",
                onnx.node("Add", onnx.reshaped(operation.input(2), sizes), onnx.constant(operation.decimal(0))));
        String normal = onnx.node(
                "Div", onnx.node("Sub", operation.input(0), onnx.reshaped(operation.input(1), sizes)), deviation);
        if (scaled) {
            normal = onnx.node("Mul", normal, onnx.reshaped(operation.input(3), sizes));
        }
        return shifted ? onnx.node("Add", normal, onnx.reshaped(operation.input(scaled ? 4 : 3), sizes)) : normal;
    }
}
