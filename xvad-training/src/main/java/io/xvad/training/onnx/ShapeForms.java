package io.xvad.training.onnx;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;

/** Operations that move values without changing them, and products of matrices. */
final class ShapeForms {

    /** The number that SameDiff puts before a shape for the order of rows. */
    private static final long ROWS_FIRST = -99;

    private static final String[] PADDING = {"constant", "reflect"};

    private ShapeForms() {}

    static void addTo(Map<String, Operations.Form> forms) {
        forms.put("reshape", (operation, output) -> reshape(operation));
        forms.put("shape_of", (operation, output) -> operation.onnx().node("Shape", operation.input(0)));
        forms.put(
                "permute",
                (operation, output) -> operation.onnx().transposed(operation.input(0), operation.integers()));
        forms.put("transpose", (operation, output) -> operation.onnx().node("Transpose", operation.input(0)));
        forms.put("concat", (operation, output) -> concat(operation));
        forms.put("pad", (operation, output) -> pad(operation));
        forms.put("strided_slice", (operation, output) -> slice(operation));
        forms.put("gather", (operation, output) -> gather(operation));
        forms.put("matmul", (operation, output) -> product(operation));
    }

    private static String reshape(Operation operation) {
        if (operation.inputs().size() == 2) {
            return operation.onnx().node("Reshape", operation.input(0), operation.input(1));
        }
        long[] integers = operation.integers();
        boolean ordered = integers.length > 0 && integers[0] == ROWS_FIRST;
        return operation
                .onnx()
                .reshaped(operation.input(0), ordered ? Arrays.copyOfRange(integers, 1, integers.length) : integers);
    }

    private static String concat(Operation operation) {
        String[] values = operation.inputs().stream().map(operation.values()).toArray(String[]::new);
        return operation.onnx().node("Concat", node -> node.integer("axis", operation.integer(0)), values);
    }

    private static String pad(Operation operation) {
        if (operation.integer(0) >= PADDING.length) {
            throw operation.unsupported("a mode other than constant and reflect");
        }
        long[] pairs = operation.constant(1);
        long[] pads = new long[pairs.length];
        for (int i = 0; i < pairs.length; i++) {
            pads[i % 2 * pairs.length / 2 + i / 2] = pairs[i];
        }
        OnnxGraph onnx = operation.onnx();
        return onnx.node(
                "Pad",
                node -> node.text("mode", PADDING[operation.integer(0)]),
                operation.input(0),
                onnx.integers(pads),
                onnx.constant(operation.decimal(0)));
    }

    /** Masks first: begins left out, ellipsis, ends left out, new dimensions, dimensions to remove; then three lists. */
    private static String slice(Operation operation) {
        long[] integers = operation.integers();
        if (integers[1] != 0 || integers[3] != 0) {
            throw operation.unsupported("an ellipsis or a new dimension");
        }
        int rank = (integers.length - 5) / 3;
        long[] begins = Arrays.copyOfRange(integers, 5, 5 + rank);
        long[] ends = Arrays.copyOfRange(integers, 5 + rank, 5 + 2 * rank);
        long[] strides = Arrays.copyOfRange(integers, 5 + 2 * rank, 5 + 3 * rank);
        for (int i = 0; i < rank; i++) {
            begins[i] = marked(integers[0], i) ? 0 : begins[i];
            ends[i] = marked(integers[2], i) ? Long.MAX_VALUE : ends[i];
            ends[i] = marked(integers[4], i) ? begins[i] + 1 : ends[i];
        }
        OnnxGraph onnx = operation.onnx();
        String cut = onnx.node(
                "Slice",
                operation.input(0),
                onnx.integers(begins),
                onnx.integers(ends),
                onnx.integers(LongStream.range(0, rank).toArray()),
                onnx.integers(strides));
        long[] removed = LongStream.range(0, rank)
                .filter(i -> marked(integers[4], (int) i))
                .toArray();
        return removed.length == 0 ? cut : onnx.node("Squeeze", cut, onnx.integers(removed));
    }

    private static boolean marked(long mask, int bit) {
        return (mask >> bit & 1) == 1;
    }

    private static String gather(Operation operation) {
        OnnxGraph onnx = operation.onnx();
        String indices = operation.inputs().size() == 2
                ? onnx.integers(operation.constant(1))
                : onnx.integers(Arrays.copyOfRange(operation.integers(), 1, operation.integers().length));
        return onnx.node("Gather", node -> node.integer("axis", operation.integer(0)), operation.input(0), indices);
    }

    private static String product(Operation operation) {
        if (operation.integer(2, 0) != 0) {
            throw operation.unsupported("a transposed result");
        }
        String left = operation.integer(0, 0) == 0 ? operation.input(0) : turned(operation, 0);
        String right = operation.integer(1, 0) == 0 ? operation.input(1) : turned(operation, 1);
        return operation.onnx().node("MatMul", left, right);
    }

    /** An input with its last two dimensions turned. */
    static String turned(Operation operation, int index) {
        long[] order = operation.dimensions(index);
        long last = order[order.length - 1];
        order[order.length - 1] = order[order.length - 2];
        order[order.length - 2] = last;
        return operation.onnx().transposed(operation.input(index), order);
    }
}
