package io.xvad.training;

/** How an {@link Optimiser} makes steps of gradients. */
public sealed interface Descent {

    /**
     * Adam (Kingma and Ba 2015) with PyTorch's usual numbers, in the form at the end of their section 2: in the first steps epsilon
     * weighs up to 30 times what it does in PyTorch, which matters to gradients below 1e-6 only.
     */
    Descent ADAM = new Adam();

    /** Gradient descent without memory. */
    Descent PLAIN = new Momentum(0, false);

    /** Adam. */
    record Adam() implements Descent {}

    /**
     * Stochastic gradient descent as PyTorch has it: {@code v = momentum v + g}, and a step of {@code v}, or of {@code g + momentum v} as
     * Nesterov has it, times the learning rate.
     *
     * @param momentum from 0, less than 1
     * @param nesterov whether the step looks ahead
     */
    record Momentum(double momentum, boolean nesterov) implements Descent {

        public Momentum {
            if (!(momentum >= 0 && momentum < 1)) {
                throw new IllegalArgumentException("momentum must be from 0 to less than 1, got " + momentum);
            }
        }
    }
}
