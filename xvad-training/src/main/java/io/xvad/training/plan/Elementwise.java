package io.xvad.training.plan;

import java.util.Set;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.nd4j.linalg.api.ops.TransformOp;

/** Operations each of whose results depends on the values at its place only, so that it may lie where one of them lay. */
final class Elementwise {

    private static final Set<String> CUSTOM = Set.of(
            "add",
            "subtract",
            "multiply",
            "divide",
            "relu_bp",
            "lrelu_bp",
            "sigmoid_bp",
            "tanh_bp",
            "square",
            "Pow",
            "neg");

    private Elementwise() {}

    static boolean is(DifferentialFunction operation) {
        return operation instanceof ScalarOp && operation.args().length == 1
                || operation instanceof TransformOp && operation.args().length <= 2
                || CUSTOM.contains(operation.opName());
    }
}
