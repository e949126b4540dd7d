package io.xvad.training.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ops.impl.transforms.same.Negative;

/**
 * Gradients of sums, differences and products of two values of one shape as a step for each of the two: copies become the same value
 * under another name, and what nobody reads is not computed.
 */
final class Pairs {

    private final Program program;
    private final List<Step> steps = new ArrayList<>();

    private Pairs(Program program) {
        this.program = program;
    }

    static Program replaced(Program program) {
        Pairs pairs = new Pairs(program);
        program.steps().forEach(pairs::add);
        return program.with(pairs.steps, Map.of(), Map.of()).ordered();
    }

    private void add(Step step) {
        if (!isOfOneShape(step)) {
            steps.add(step);
            return;
        }
        String gradient = step.inputs().get(2);
        switch (step.name()) {
            case "add_bp" -> {
                steps.add(same(gradient, step.output()));
                steps.add(same(gradient, step.outputs().get(1)));
            }
            case "subtract_bp" -> {
                steps.add(same(gradient, step.output()));
                steps.add(negative(step, gradient));
            }
            case "multiply_bp" -> multiply(step, gradient);
            default -> steps.add(step);
        }
    }

    private boolean isOfOneShape(Step step) {
        return step.inputs().size() == 3
                && step.inputs().stream().allMatch(input -> program.form(input)
                        .equals(program.form(step.inputs().get(2))));
    }

    private static Step same(String value, String name) {
        return Step.of(Calls.operation("identity"), List.of(value), List.of(name));
    }

    private static Step negative(Step step, String gradient) {
        return new Step(
                step.operation(),
                List.of(gradient),
                List.of(step.outputs().get(1)),
                (in, out) -> Calls.of(new Negative(in.get(0), out.get(0))),
                1);
    }

    /** The two gradients of a square are one. */
    private void multiply(Step step, String gradient) {
        String first = step.input();
        String second = step.inputs().get(1);
        steps.add(product(gradient, second, step.output()));
        steps.add(
                first.equals(second)
                        ? same(step.output(), step.outputs().get(1))
                        : product(gradient, first, step.outputs().get(1)));
    }

    private static Step product(String gradient, String other, String output) {
        return Step.of(Calls.operation("multiply"), List.of(gradient, other), List.of(output));
    }
}
