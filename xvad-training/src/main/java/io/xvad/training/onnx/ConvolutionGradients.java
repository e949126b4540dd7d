package io.xvad.training.onnx;

import java.util.Map;

/** Backward operations of depthwise and transposed convolutions, by image and bias; those by weights have no ONNX form here. */
final class ConvolutionGradients {

    private ConvolutionGradients() {}

    static void addTo(Map<String, Operations.Form> forms) {
        forms.put("deconv2d_bp", ConvolutionGradients::transposed);
        forms.put("depthwise_conv2d_bp", ConvolutionGradients::depthwise);
    }

    /** By the image it is a plain convolution of the gradient. */
    private static String transposed(Operation operation, int output) {
        requireKnown(operation, output);
        OnnxGraph onnx = operation.onnx();
        return output == 0
                ? onnx.node(
                        "Conv",
                        ConvolutionForms.geometry(operation, 1),
                        operation.lastInput(),
                        onnx.transposed(operation.input(1), 3, 2, 0, 1))
                : ofBias(operation);
    }

    private static String depthwise(Operation operation, int output) {
        requireKnown(operation, output);
        if (output != 0) {
            return ofBias(operation);
        }
        OnnxGraph.Settings geometry =
                ConvolutionForms.geometry(operation, operation.shape(1)[2]);
        return operation
                .onnx()
                .node(
                        "ConvTranspose",
                        node -> {
                            geometry.set(node);
                            node.integers("output_padding", left(operation));
                        },
                        operation.lastInput(),
                        ConvolutionForms.depthwiseWeights(operation));
    }

    private static void requireKnown(Operation operation, int output) {
        if (output == 1 || operation.integer(6) != 1 || operation.integer(7) != 1) {
            throw operation.unsupported("a gradient by weights, or dilation");
        }
    }

    private static String ofBias(Operation operation) {
        return ReductionForms.reduced(operation.onnx(), "ReduceSum", operation.lastInput(), false, 0, 2, 3);
    }

    /** Rows and columns of an image that a convolution with strides leaves over. */
    static long[] left(Operation operation) {
        long[] left = new long[2];
        for (int i = 0; i < 2; i++) {
            left[i] = (operation.shape(0)[2 + i] + 2L * operation.integer(4 + i) - operation.integer(i))
                    % operation.integer(2 + i);
        }
        return left;
    }
}
