package io.xvad.training.plan;

import java.util.List;
import org.nd4j.autodiff.functions.DifferentialFunction;

/**
 * A step of a plan.
 *
 * @param operation SameDiff's, or the one it stands for
 * @param inputs names of the values it reads
 * @param outputs names of the values it writes
 * @param kernel computes them
 * @param inPlace how many inputs, from the first on, an output of the same form may take the place of
 */
record Step(DifferentialFunction operation, List<String> inputs, List<String> outputs, Kernel kernel, int inPlace) {

    /** Executes an operation of SameDiff. */
    static Step of(DifferentialFunction operation, List<String> inputs, List<String> outputs) {
        int inPlace = Elementwise.is(operation) ? inputs.size() : 0;
        return new Step(operation, inputs, outputs, new OperationKernel(operation), inPlace);
    }

    String name() {
        return operation.opName();
    }

    /** The same values from a kernel that may write where the first inputs lay. */
    Step with(List<String> otherInputs, Kernel other, int placesTaken) {
        return new Step(operation, otherInputs, outputs, other, placesTaken);
    }

    String input() {
        return inputs.get(0);
    }

    String output() {
        return outputs.get(0);
    }
}
