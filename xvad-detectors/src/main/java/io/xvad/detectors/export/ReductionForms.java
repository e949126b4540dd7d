package io.xvad.detectors.export;

import java.util.Map;

/** Sums, means and extremes over dimensions. */
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

    private ReductionForms() {}

    static void addTo(Map<String, Operations.Form> forms) {
        TYPES.forEach((name, type) -> forms.put(
                name,
                (operation, output) -> reduced(
                        operation.onnx(), type, operation.input(0), operation.keepsDimensions(), operation.reduced())));
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
