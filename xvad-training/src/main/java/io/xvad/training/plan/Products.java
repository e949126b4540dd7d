package io.xvad.training.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/** Gradients of products of matrices of which only one is read, as the one product that it is. */
final class Products {

    private static final long[] SECOND_TURNED = {0, 1, 0};
    private static final long[] FIRST_TURNED = {1, 0, 0};

    private final Program program;

    private Products(Program program) {
        this.program = program;
    }

    static Program replaced(Program program) {
        Products products = new Products(program);
        return program.with(program.steps().stream().map(products::replaced).toList(), Map.of(), Map.of());
    }

    private Step replaced(Step step) {
        if (!step.name().equals("matmul_bp") || !isPlain(step)) {
            return step;
        }
        String gradient = step.inputs().get(2);
        if (isUnread(step.outputs().get(1))) {
            return product(List.of(gradient, step.inputs().get(1)), step.output(), SECOND_TURNED);
        }
        return isUnread(step.output())
                ? product(List.of(step.input(), gradient), step.outputs().get(1), FIRST_TURNED)
                : step;
    }

    private boolean isPlain(Step step) {
        return step.inputs().size() == 3
                && step.inputs().stream().allMatch(input -> program.form(input).rank() == 2)
                && step.operation() instanceof DynamicCustomOp product
                && Arrays.stream(product.iArgs()).allMatch(turned -> turned == 0);
    }

    private boolean isUnread(String name) {
        return program.readers(name).isEmpty() && !program.wanted().contains(name);
    }

    private static Step product(List<String> factors, String output, long[] turned) {
        return Step.of(Calls.operation("matmul", turned), factors, List.of(output));
    }
}
