package io.xvad.training.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.scalar.LeakyReLU;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMax;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;

/**
 * Rectifiers without branches, which ND4J's own take for each value: leaky ones as {@code max(x, a x)}, derivatives as {@code
 * max(step(y), a)} of the result {@code y}, so that what went in need not be kept. The results are the same to the bit.
 */
final class Rectifiers {

    /** Just below 0, where the derivative of a leaky rectifier is 1. */
    private static final double BELOW_ZERO = -1e-38;

    private Rectifiers() {}

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
        if (forwards.isPresent() && forwards.get() > 0) {
            return step.with(step.inputs(), (inputs, outputs) -> leaky(inputs, outputs, forwards.get()), 0);
        }
        Optional<Float> backwards = slopeOfGradient(step);
        if (backwards.isEmpty()) {
            return step;
        }
        Step before = rectified.get(step.input());
        if (before == null || !slope(before).equals(backwards)) {
            return step;
        }
        return step.with(
                List.of(before.output(), step.inputs().get(1)),
                (inputs, outputs) -> differentiating(inputs, outputs, backwards.get()),
                1);
    }

    /** For values below 0; empty for other steps. */
    private static Optional<Float> slope(Step step) {
        if (step.operation() instanceof LeakyReLU rectifier) {
            float slope = rectifier.scalar().getFloat(0);
            return slope > 0 && slope < 1 ? Optional.of(slope) : Optional.empty();
        }
        boolean plain = step.operation() instanceof RectifiedLinear rectifier
                && rectifier.scalar().getFloat(0) == 0;
        return plain ? Optional.of(0f) : Optional.empty();
    }

    private static Optional<Float> slopeOfGradient(Step step) {
        if (!(step.operation() instanceof DynamicCustomOp gradient)) {
            return Optional.empty();
        }
        return switch (step.name()) {
            case "lrelu_bp" -> Optional.of((float) gradient.tArgs()[0]);
            case "thresholdedrelu_bp" -> gradient.tArgs()[0] == 0 ? Optional.of(0f) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Runnable leaky(List<INDArray> inputs, List<INDArray> outputs, float slope) {
        INDArray x = inputs.get(0);
        INDArray y = outputs.get(0);
        return Calls.inOrder(
                Calls.of(new ScalarMultiplication(x, null, y, slope)), Calls.of("maximum", List.of(x, y), y));
    }

    private static Runnable differentiating(List<INDArray> inputs, List<INDArray> outputs, float slope) {
        INDArray y = inputs.get(0);
        INDArray result = outputs.get(0);
        double from = slope > 0 ? BELOW_ZERO : 0;
        Runnable derivative = Calls.of(new org.nd4j.linalg.api.ops.impl.scalar.Step(y, result, from));
        Runnable leaking = slope > 0 ? Calls.of(new ScalarMax(result, null, result, slope)) : () -> {};
        return Calls.inOrder(derivative, leaking, Calls.of("multiply", List.of(result, inputs.get(1)), result));
    }
}
