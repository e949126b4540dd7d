package io.xvad.training.dl4j;

import io.xvad.core.XvadModelException;
import java.util.Arrays;
import onnx.Onnx;

/**
 * The attributes of one ONNX node, with the defaults of the ONNX specification.
 *
 * @param node the node
 * @param reader who wants to know
 */
record OnnxAttributes(Onnx.NodeProto node, Reader reader) {

    /** The engine that runs frozen networks. */
    static final Reader ENGINE = new Reader("engine 'dl4j' cannot run ", "use the engine 'onnxruntime'");

    /** Who builds networks of the same architecture. */
    static final Reader ARCHITECTURE =
            new Reader("no untrained network can be built as one that has ", "take another network");

    /**
     * Who reads a node.
     *
     * @param cannot begins the error of a node that is not understood
     * @param instead ends it
     */
    record Reader(String cannot, String instead) {}

    int[] pair(String name, int defaultValue) {
        int[] values = ints(name, new int[] {defaultValue, defaultValue});
        if (values.length != 2) {
            throw unsupported(name + " of " + values.length + " dimensions");
        }
        return values;
    }

    /** Top, left, bottom, right. */
    int[] pads() {
        for (Onnx.AttributeProto attribute : node.getAttributeList()) {
            if (attribute.getName().equals("auto_pad")
                    && !attribute.getS().toStringUtf8().equals("NOTSET")) {
                throw unsupported("auto_pad");
            }
        }
        return ints("pads", new int[4]);
    }

    int integer(String name, int defaultValue) {
        for (Onnx.AttributeProto attribute : node.getAttributeList()) {
            if (attribute.getName().equals(name)) {
                return (int) attribute.getI();
            }
        }
        return defaultValue;
    }

    float decimal(String name, float defaultValue) {
        for (Onnx.AttributeProto attribute : node.getAttributeList()) {
            if (attribute.getName().equals(name)) {
                return attribute.getF();
            }
        }
        return defaultValue;
    }

    int[] ints(String name, int[] defaultValues) {
        for (Onnx.AttributeProto attribute : node.getAttributeList()) {
            if (attribute.getName().equals(name)) {
                return attribute.getIntsList().stream().mapToInt(Long::intValue).toArray();
            }
        }
        return Arrays.copyOf(defaultValues, defaultValues.length);
    }

    XvadModelException unsupported(String what) {
        return new XvadModelException(
                reader.cannot + node.getOpType() + " '" + node.getName() + "' with " + what + "; " + reader.instead);
    }

    /** Whether it pads as much before as after, so that a layer can do it by itself. */
    boolean padsEvenly() {
        int[] pads = pads();
        return pads[0] == pads[2] && pads[1] == pads[3];
    }

    /** Refuses pooling that no layer here does. */
    void requirePlainPooling() {
        if (!padsEvenly() || integer("ceil_mode", 0) != 0) {
            throw unsupported("one-sided padding or ceil_mode");
        }
    }

    /**
     * Whether a convolution sees each channel by itself; refuses groups of several channels.
     *
     * @param shape of its weights: channels out, channels of a group, height, width
     */
    boolean isDepthwise(long[] shape) {
        int groups = integer("group", 1);
        if (groups != 1 && (shape[1] != 1 || shape[0] != groups)) {
            throw unsupported("group=" + groups + " and weights of another form");
        }
        return groups != 1;
    }

    /** Refuses bounds other than 0 and 6. */
    void requireRelu6(OnnxWeights weights) {
        float low = node.getInputCount() > 1 ? weights.values(node.getInput(1))[0] : decimal("min", 0);
        float high = node.getInputCount() > 2 ? weights.values(node.getInput(2))[0] : decimal("max", 6);
        if (low != 0 || high != 6) {
            throw unsupported("bounds " + low + " and " + high);
        }
    }
}
