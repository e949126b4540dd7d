package io.xvad.training.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.scalar.LeakyReLU;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMax;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;

/**
 * Leaky rectifiers without branches, which ND4J's own take for each value: {@code max(x, a x)}, and as its derivative
 * {@code max(step(y), a)} of its result {@code y}, so that what went in need not be kept.
 */
final class LeakyRectifiers {

    /** Just below 0, where the derivative is 1. */
    private static final double BELOW_ZERO = -1e-38;

    private LeakyRectifiers() {}

    static Program replaced(Program program) {
        Map<String, Step> rectified = new HashMap<>();
        program.steps().stream()
                .filter(step -> slope(step).isPresent())
                .forEach(step -> rectified.put(step.input(), step));
        List<Step> steps =
                program.steps().stream().map(step -> replaced(step, rectified)).toList();
        return program.with(steps, Map.of(), Map.of());
    }

    private static Step replaced(Step step, Map<String, Step> rectified) {
        Optional<Float> forwards = slope(step);
        if (forwards.isPresent()) {
            return step.with(step.inputs(), (inputs, outputs) -> rectifying(inputs, outputs, forwards.get()), 0);
        }
        Step before = rectified.get(step.input());
        Optional<Float> backwards = slopeOfGradient(step);
        if (before == null || backwards.isEmpty() || !slope(before).equals(backwards)) {
            return step;
        }
        return step.with(
                List.of(before.output(), step.inputs().get(1)),
                (inputs, outputs) -> differentiating(inputs, outputs, backwards.get()),
                1);
    }

    private static Optional<Float> slope(Step step) {
        if (step.operation() instanceof LeakyReLU rectifier) {
            float slope = rectifier.scalar().getFloat(0);
            return slope > 0 && slope < 1 ? Optional.of(slope) : Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<Float> slopeOfGradient(Step step) {
        return step.name().equals("lrelu_bp") && step.operation() instanceof DynamicCustomOp gradient
                ? Optional.of((float) gradient.tArgs()[0])
                : Optional.empty();
    }

    private static Runnable rectifying(List<INDArray> inputs, List<INDArray> outputs, float slope) {
        INDArray x = inputs.get(0);
        INDArray y = outputs.get(0);
        return Calls.inOrder(
                Calls.of(new ScalarMultiplication(x, null, y, slope)), Calls.of("maximum", List.of(x, y), y));
    }

    private static Runnable differentiating(List<INDArray> inputs, List<INDArray> outputs, float slope) {
        INDArray y = inputs.get(0);
        INDArray gradient = inputs.get(1);
        INDArray result = outputs.get(0);
        return Calls.inOrder(
                Calls.of(new org.nd4j.linalg.api.ops.impl.scalar.Step(y, result, BELOW_ZERO)),
                Calls.of(new ScalarMax(result, null, result, slope)),
                Calls.of("multiply", List.of(result, gradient), result));
    }
}
