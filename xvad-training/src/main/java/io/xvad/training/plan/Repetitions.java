package io.xvad.training.plan;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/**
 * Columns or rows that a product with ones repeats, before they are added, subtracted or multiplied: the operation repeats them itself, so
 * that nothing is laid out. The results are the same to the bit.
 */
final class Repetitions {

    private static final Set<String> COMMUTATIVE = Set.of("add", "multiply");

    private final Program program;
    private final Map<String, String> repeated = new HashMap<>();

    private Repetitions(Program program) {
        this.program = program;
        program.steps().stream()
                .filter(step -> step.name().equals("matmul")
                        && program.form(step.output()).rank() == 2)
                .forEach(this::find);
    }

    static Program replaced(Program program) {
        Repetitions repetitions = new Repetitions(program);
        return program.with(program.steps().stream().map(repetitions::replaced).toList(), Map.of(), Map.of());
    }

    private void find(Step product) {
        String first = product.input();
        String second = product.inputs().get(1);
        if (program.form(first).size(1) == 1 && !isTurned(product, 0) && isOnes(second)) {
            repeated.put(product.output(), first);
        } else if (program.form(second).size(0) == 1 && !isTurned(product, 1) && isOnes(first)) {
            repeated.put(product.output(), second);
        }
    }

    private static boolean isTurned(Step product, int factor) {
        long[] turned = ((DynamicCustomOp) product.operation()).iArgs();
        return turned.length > factor && turned[factor] != 0;
    }

    private boolean isOnes(String name) {
        INDArray array = program.constants().get(name);
        return array != null && Arrays.stream(array.data().asDouble()).allMatch(value -> value == 1);
    }

    private Step replaced(Step step) {
        if (step.inputs().size() != 2 || !(step.name().equals("subtract") || COMMUTATIVE.contains(step.name()))) {
            return step;
        }
        String first = step.input();
        String second = step.inputs().get(1);
        if (repeated.containsKey(second) && isLarge(first, step)) {
            return with(step, first, second);
        }
        return COMMUTATIVE.contains(step.name()) && repeated.containsKey(first) && isLarge(second, step)
                ? with(step, second, first)
                : step;
    }

    private boolean isLarge(String name, Step step) {
        return program.form(name).equals(program.form(step.output()));
    }

    private Step with(Step step, String large, String repetition) {
        return Step.of(
                step.operation(), List.of(large, Objects.requireNonNull(repeated.get(repetition))), step.outputs());
    }
}
