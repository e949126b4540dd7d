package io.xvad.training.backward;

/** How the gradient by an operator's output becomes that by one of its inputs. */
@FunctionalInterface
interface Rule {

    /** Adds nodes; gives the gradient by an input, in its shape. */
    String before(Step step, int input);
}
