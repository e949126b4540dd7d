package io.xvad.training;

import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The product of the Hessian of a loss with a direction {@code v}, which is the gradient of a penalty whose derivative by
 * the loss's gradient is {@code v}: by central differences of the gradient, {@code (g(w + e v) - g(w - e v)) / (2 e)}.
 * SameDiff does not differentiate twice.
 */
final class SecondDerivative {

    private static final double LENGTH = 1e-2;

    private final Trainable trainable;
    private final Supplier<Gradients> gradients;

    /** Uses gradients at the present weights. */
    SecondDerivative(Trainable trainable, Supplier<Gradients> gradients) {
        this.trainable = trainable;
        this.gradients = gradients;
    }

    /** Adds the product to gradients of the same names; the weights are afterwards what they were, to the bit. */
    void addTo(Map<String, INDArray> sums, Map<String, INDArray> direction) {
        double squares = 0;
        for (INDArray part : direction.values()) {
            squares += Math.pow(part.norm2Number().doubleValue(), 2);
        }
        if (squares == 0) {
            return;
        }
        double step = LENGTH / Math.sqrt(squares);
        Map<String, float[]> before = trainable.values();
        move(direction, step);
        add(sums, 1 / (2 * step));
        move(direction, -2 * step);
        add(sums, -1 / (2 * step));
        trainable.restore(before);
    }

    private void move(Map<String, INDArray> direction, double step) {
        direction.forEach((name, part) -> {
            try (INDArray moved = part.mul(step)) {
                trainable.weight(name).addi(moved);
            }
        });
    }

    private void add(Map<String, INDArray> sums, double factor) {
        try (Gradients found = gradients.get()) {
            found.gradients().forEach((name, gradient) -> Objects.requireNonNull(sums.get(name))
                    .addi(gradient.muli(factor)));
        }
    }
}
