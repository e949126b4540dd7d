package io.xvad.training.onnx;

import java.util.Map;

/** Sums, means and extremes over dimensions, and where an extreme is. */
final class ReductionForms {

    private static final Map<String, String> TYPES = Map.of(
            "reduce_sum",
            "ReduceSum",
            "reduce_mean",
            "ReduceMean",
            "reduce_max",
            "ReduceMax",
            "reduce_min",
            "ReduceMin");

    private static final Map<String, String> PLACES = Map.of("argmax", "ArgMax", "argmin", "ArgMin");

    private ReductionForms() {}

    static void addTo(Map<String, Operations.Form> forms) {
        TYPES.forEach((name, type) -> forms.put(
                name,
                (operation, output) -> reduced(
                        operation.onnx(), type, operation.input(0), operation.keepsDimensions(), operation.reduced())));
        PLACES.forEach((name, type) -> forms.put(name, (operation, output) -> place(operation, type)));
        forms.put("onehot", (operation, output) -> oneHot(operation));
    }

    /** The first of equal values, as in ONNX. */
    private static String place(Operation operation, String type) {
        if (operation.integers().length != 1) {
            throw operation.unsupported("other than one dimension");
        }
        long kept = operation.flag(0) ? 1 : 0;
        return operation
                .onnx()
                .node(
                        type,
                        node -> node.integer("axis", operation.integer(0)).integer("keepdims", kept),
                        operation.input(0));
    }

    /** Axis and number of places first; then what stands at the place and what elsewhere. */
    private static String oneHot(Operation operation) {
        OnnxGraph onnx = operation.onnx();
        float[] values = {(float) operation.decimal(1), (float) operation.decimal(0)};
        return onnx.node(
                "OneHot",
                node -> node.integer("axis", operation.integer(0)),
                operation.input(0),
                onnx.integers(operation.integer(1)),
                onnx.constant(values, 2));
    }

    /** Over all dimensions if none are given. */
    static String reduced(OnnxGraph onnx, String type, String value, boolean keep, long... dimensions) {
        long kept = keep ? 1 : 0;
        if (dimensions.length == 0) {
            return onnx.node(type, node -> node.integer("keepdims", kept), value);
        }
        return type.equals("ReduceSum")
                ? onnx.node(type, node -> node.integer("keepdims", kept), value, onnx.integers(dimensions))
                : onnx.node(type, node -> node.integer("keepdims", kept).integers("axes", dimensions), value);
    }
}
