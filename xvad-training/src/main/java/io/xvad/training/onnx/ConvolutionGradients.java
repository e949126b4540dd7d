package io.xvad.training.onnx;

import java.util.Map;

/** Backward operations of depthwise and transposed convolutions; those of depthwise ones by weights have no ONNX form here. */
final class ConvolutionGradients {

    private ConvolutionGradients() {}

    static void addTo(Map<String, Operations.Form> forms) {
        forms.put("deconv2d_bp", ConvolutionGradients::transposed);
        forms.put("depthwise_conv2d_bp", ConvolutionGradients::depthwise);
    }

    private static String transposed(Operation operation, int output) {
        requireNoDilation(operation);
        return switch (output) {
            case 0 -> ofSmallImage(operation);
            case 1 -> WeightGradient.ofTransposed(operation).value();
            default -> ofBias(operation);
        };
    }

    /** It is a plain convolution of the gradient. */
    private static String ofSmallImage(Operation operation) {
        OnnxGraph onnx = operation.onnx();
        return onnx.node(
                "Conv",
                ConvolutionForms.geometry(operation, 1),
                operation.lastInput(),
                onnx.transposed(operation.input(1), 3, 2, 0, 1));
    }

    private static String depthwise(Operation operation, int output) {
        requireNoDilation(operation);
        if (output == 1) {
            throw operation.unsupported("a gradient by weights");
        }
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

    private static void requireNoDilation(Operation operation) {
        if (operation.integer(6) != 1 || operation.integer(7) != 1) {
            throw operation.unsupported("dilation");
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
