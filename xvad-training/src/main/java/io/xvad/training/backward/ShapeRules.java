package io.xvad.training.backward;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The same values in other places. */
final class ShapeRules {

    private ShapeRules() {}

    static void addTo(Map<String, Rule> rules) {
        for (String type : List.of("Flatten", "Reshape", "Squeeze", "Unsqueeze")) {
            rules.put(type, (step, input) -> step.onnx().reshaped(step.gradient(), step.shape(0)));
        }
        rules.put("Transpose", (step, input) -> turned(step));
        rules.put("Concat", ShapeRules::part);
        rules.put("Pad", (step, input) -> unpadded(step));
    }

    private static String turned(Step step) {
        int rank = step.shape(0).length;
        long[] order = step.integers("perm")
                .orElseGet(
                        () -> LongStream.range(0, rank).map(d -> rank - 1 - d).toArray());
        long[] back = new long[rank];
        IntStream.range(0, rank).forEach(d -> back[(int) order[d]] = d);
        return step.onnx().transposed(step.gradient(), back);
    }

    private static String part(Step step, int input) {
        int axis = step.dimension(step.integer("axis", 0));
        long first = 0;
        for (int i = 0; i < input; i++) {
            first += step.shape(i)[axis];
        }
        return step.onnx().part(step.gradient(), axis, first, first + step.shape(input)[axis]);
    }

    private static String unpadded(Step step) {
        if (!step.text("mode", "constant").equals("constant") || step.has(3)) {
            throw step.unsupported("another mode than constant, or axes");
        }
        long[] less = Arrays.stream(step.integers(1)).map(pad -> -pad).toArray();
        return step.onnx().node("Pad", step.gradient(), step.onnx().integers(less));
    }
}
