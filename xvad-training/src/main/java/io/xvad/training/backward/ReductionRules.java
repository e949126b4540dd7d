package io.xvad.training.backward;

import io.xvad.training.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;

/** Sums, means and extremes over dimensions. */
final class ReductionRules {

    private ReductionRules() {}

    static void addTo(Map<String, Rule> rules) {
        rules.put("ReduceSum", (step, input) -> spread(step));
        rules.put("ReduceMean", (step, input) -> mean(step));
        rules.put("ReduceMax", (step, input) -> extreme(step));
        rules.put("ReduceMin", (step, input) -> extreme(step));
    }

    /** The dimensions that are gone over, which newer opsets have as an input. */
    private static long[] dimensions(Step step) {
        long[] given = step.has(1) ? step.integers(1) : step.integers("axes", 0, 0);
        return given.length == 0
                ? LongStream.range(0, step.shape(0).length).toArray()
                : Arrays.stream(given).map(step::dimension).toArray();
    }

    /** The shape of the input with dimensions of 1 where it is gone over. */
    private static long[] kept(Step step) {
        long[] shape = step.shape(0).clone();
        for (long dimension : dimensions(step)) {
            shape[(int) dimension] = 1;
        }
        return shape;
    }

    private static String spread(Step step) {
        OnnxGraph onnx = step.onnx();
        return onnx.node("Expand", onnx.reshaped(step.gradient(), kept(step)), onnx.integers(step.shape(0)));
    }

    private static String mean(Step step) {
        double count = 1;
        for (long dimension : dimensions(step)) {
            count *= step.shape(0)[(int) dimension];
        }
        return step.onnx().node("Mul", spread(step), step.onnx().constant(1 / count));
    }

    private static String extreme(Step step) {
        OnnxGraph onnx = step.onnx();
        String there = step.where(onnx.node("Equal", step.input(0), onnx.reshaped(step.output(), kept(step))));
        return onnx.node("Mul", there, onnx.reshaped(step.gradient(), kept(step)));
    }
}
