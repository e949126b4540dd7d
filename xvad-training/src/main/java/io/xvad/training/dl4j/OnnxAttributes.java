package io.xvad.training.dl4j;

import io.xvad.core.XvadModelException;
import java.util.Arrays;
import onnx.Onnx;

/** The attributes of one ONNX node, with the defaults of the ONNX specification. */
record OnnxAttributes(Onnx.NodeProto node) {

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
        return new XvadModelException("engine 'dl4j' cannot run " + node.getOpType() + " '" + node.getName() + "' with "
                + what + "; use the engine 'onnxruntime'");
    }
}
