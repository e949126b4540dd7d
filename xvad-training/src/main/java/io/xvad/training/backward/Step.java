package io.xvad.training.backward;

import io.xvad.core.XvadModelException;
import io.xvad.training.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import onnx.Onnx;

/**
 * One node on the way back.
 *
 * @param node the node
 * @param gradient of the scalar by the node's output
 * @param known shapes and constants
 * @param onnx where nodes are added
 */
record Step(Onnx.NodeProto node, String gradient, KnownValues known, OnnxGraph onnx) {

    private static final long FLOAT = 1;

    String input(int index) {
        return node.getInput(index);
    }

    /** Whether an optional input is there. */
    boolean has(int index) {
        return node.getInputCount() > index && !node.getInput(index).isEmpty();
    }

    String output() {
        return node.getOutput(0);
    }

    long[] shape(int index) {
        return known.shape(input(index));
    }

    long[] outputShape() {
        return known.shape(output());
    }

    /** Values of an input that does not depend on the image. */
    long[] integers(int index) {
        return known.integers(input(index));
    }

    private Optional<Onnx.AttributeProto> attribute(String name) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst();
    }

    List<Onnx.AttributeProto> attributes() {
        return node.getAttributeList();
    }

    long integer(String name, long otherwise) {
        return attribute(name).map(Onnx.AttributeProto::getI).orElse(otherwise);
    }

    double decimal(String name, double otherwise) {
        return attribute(name).map(found -> (double) found.getF()).orElse(otherwise);
    }

    /** Whole numbers; empty if the attribute is not there. */
    Optional<long[]> integers(String name) {
        return attribute(name)
                .map(found ->
                        found.getIntsList().stream().mapToLong(Long::longValue).toArray());
    }

    long[] integers(String name, long otherwise, int count) {
        return integers(name)
                .orElseGet(
                        () -> LongStream.generate(() -> otherwise).limit(count).toArray());
    }

    String text(String name, String otherwise) {
        return attribute(name).map(found -> found.getS().toStringUtf8()).orElse(otherwise);
    }

    /** A dimension of an input, from 0. */
    int dimension(long axis) {
        return Math.floorMod(axis, shape(0).length);
    }

    /** The gradient times a slope. */
    String times(String slope) {
        return onnx.node("Mul", gradient, slope);
    }

    /** 1 where a condition holds, else 0. */
    String where(String condition) {
        return onnx.node("Cast", to -> to.integer("to", FLOAT), condition);
    }

    /** A gradient in the shape of an input, added up over what was broadcast. */
    String unbroadcast(String value, int index) {
        long[] own = shape(index);
        long[] all = outputShape();
        int missing = all.length - own.length;
        long[] repeated = LongStream.range(0, all.length)
                .filter(d -> d < missing || own[(int) d - missing] == 1 && all[(int) d] > 1)
                .toArray();
        if (repeated.length == 0) {
            return value;
        }
        return onnx.reshaped(onnx.reduced("ReduceSum", value, true, repeated), own);
    }

    XvadModelException unsupported(String what) {
        return new XvadModelException("the gradient of the operator " + node.getOpType() + " ('" + node.getName()
                + "') with " + what
                + " is not known here; inputs " + node.getInputList() + ", attributes "
                + Arrays.toString(
                        attributes().stream().map(Onnx.AttributeProto::getName).toArray()));
    }
}
