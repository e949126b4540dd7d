package io.xvad.training.dl4j;

import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import io.xvad.training.layers.BatchNormalisation;
import java.util.Map;
import java.util.Set;
import onnx.Onnx;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Operators of a frozen network in a graph, with weights of their own.
 *
 * @param net whose weights they are
 * @param mode which of the two forms of the network they are of
 * @param frozen constants of the frozen network, of which only shapes and bounds are looked at
 */
record UntrainedOperators(Trainable net, Mode mode, OnnxWeights frozen) {

    private static final Set<String> KNOWN = Set.of("Conv", "Relu", "Clip", "Add", "MaxPool", "Identity");

    /** Refuses operators for which there is nothing here. */
    static void requireKnown(Onnx.NodeProto node) {
        if (!KNOWN.contains(node.getOpType())) {
            throw attributes(node).unsupported("an operator that is not known here");
        }
    }

    private static OnnxAttributes attributes(Onnx.NodeProto node) {
        return new OnnxAttributes(node, OnnxAttributes.ARCHITECTURE);
    }

    /**
     * What an operator gives.
     *
     * @param name of its weights, if it has some
     * @param values what the operators before it gave, by name
     */
    SDVariable value(String name, Onnx.NodeProto node, Map<String, SDVariable> values) {
        OnnxAttributes operator = attributes(node);
        SDVariable x = given(operator, 0, values);
        return switch (node.getOpType()) {
            case "Conv" -> normalised(name, operator, x);
            case "Relu" -> net.graph().nn().relu(x, 0);
            case "Clip" -> {
                operator.requireRelu6(frozen);
                yield net.graph().nn().relu6(x, 0);
            }
            case "Add" -> x.add(given(operator, 1, values));
            case "MaxPool" -> pooled(operator, x);
            default -> x;
        };
    }

    private static SDVariable given(OnnxAttributes operator, int index, Map<String, SDVariable> values) {
        SDVariable value = values.get(operator.node().getInput(index));
        if (value == null) {
            throw operator.unsupported("a constant where features were expected");
        }
        return value;
    }

    private SDVariable normalised(String name, OnnxAttributes operator, SDVariable x) {
        long[] shape = frozen.shape(operator.node().getInput(1));
        int channels = Math.toIntExact(shape[0]);
        return new BatchNormalisation(net, name + "-norm", channels).images(convolved(name, operator, shape, x), mode);
    }

    /** Weights are as of {@link io.xvad.training.Layers#kaiming}. */
    private SDVariable convolved(String name, OnnxAttributes operator, long[] shape, SDVariable x) {
        long area = shape[2] * shape[3];
        Conv2DConfig config = config(operator, shape);
        SDVariable seen = padded(operator, x);
        if (operator.isDepthwise(shape)) {
            SDVariable weights = net.weights(name, 0, area, shape[2], shape[3], shape[0], 1);
            return net.graph().cnn().depthWiseConv2d(seen, weights, config);
        }
        SDVariable weights = net.weights(name, 0, shape[0] * area, shape[2], shape[3], shape[1], shape[0]);
        return net.graph().cnn().conv2d(seen, weights, config);
    }

    private static Conv2DConfig config(OnnxAttributes operator, long[] shape) {
        int[] strides = operator.pair("strides", 1);
        int[] dilations = operator.pair("dilations", 1);
        int[] pads = operator.pads();
        boolean even = operator.padsEvenly();
        return Conv2DConfig.builder()
                .kH(shape[2])
                .kW(shape[3])
                .sH(strides[0])
                .sW(strides[1])
                .dH(dilations[0])
                .dW(dilations[1])
                .pH(even ? pads[0] : 0)
                .pW(even ? pads[1] : 0)
                .build();
    }

    private SDVariable padded(OnnxAttributes operator, SDVariable x) {
        if (operator.padsEvenly()) {
            return x;
        }
        int[] pads = operator.pads();
        int[][] border = {{0, 0}, {0, 0}, {pads[0], pads[2]}, {pads[1], pads[3]}};
        return net.graph().nn().pad(x, net.graph().constant(Nd4j.createFromArray(border)), 0);
    }

    private SDVariable pooled(OnnxAttributes operator, SDVariable x) {
        operator.requirePlainPooling();
        int[] pads = operator.pads();
        int[] kernel = operator.pair("kernel_shape", 1);
        int[] strides = operator.pair("strides", 1);
        return net.graph()
                .cnn()
                .maxPooling2d(
                        x,
                        Pooling2DConfig.builder()
                                .kH(kernel[0])
                                .kW(kernel[1])
                                .sH(strides[0])
                                .sW(strides[1])
                                .pH(pads[0])
                                .pW(pads[1])
                                .build());
    }
}
