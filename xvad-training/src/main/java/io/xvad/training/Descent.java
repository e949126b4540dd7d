package io.xvad.training;

/** How an {@link Optimiser} makes steps of gradients. */
public sealed interface Descent {

    /**
     * Adam (Kingma and Ba 2015) with PyTorch's usual numbers, in the form at the end of their section 2: in the first steps epsilon
     * weighs up to 30 times what it does in PyTorch, which matters to gradients below 1e-6 only.
     */
    Descent ADAM = new Adam(0.9, 0.999);

    /** Gradient descent without memory. */
    Descent PLAIN = new Momentum(0, false);

    /**
     * Adam with the shares that its moments keep at each step, such as those with which adversaries are trained.
     *
     * @param first of the mean of the gradients, from 0, less than 1
     * @param second of the mean of their squares, from 0, less than 1
     */
    record Adam(double first, double second) implements Descent {

        public Adam {
            requireShare("the first moment's share", first);
            requireShare("the second moment's share", second);
        }
    }

    /**
     * RMSProp (Tieleman and Hinton 2012) as PyTorch has it: {@code v = kept v + (1 - kept) g^2}, and a step of {@code g / (sqrt(v) + 1e-8)}
     * times the learning rate.
     *
     * @param kept from 0, less than 1
     */
    record RmsProp(double kept) implements Descent {

        public RmsProp {
            requireShare("the share of the squares that is kept", kept);
        }
    }

    /**
     * Stochastic gradient descent as PyTorch has it: {@code v = momentum v + g}, and a step of {@code v}, or of {@code g + momentum v} as
     * Nesterov has it, times the learning rate.
     *
     * @param momentum from 0, less than 1
     * @param nesterov whether the step looks ahead
     */
    record Momentum(double momentum, boolean nesterov) implements Descent {

        public Momentum {
            requireShare("momentum", momentum);
        }
    }

    private static void requireShare(String name, double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException(name + " must be from 0 to less than 1, got " + share);
        }
    }
}
