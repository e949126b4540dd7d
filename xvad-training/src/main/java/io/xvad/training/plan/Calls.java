package io.xvad.training.plan;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.factory.Nd4j;

/** Calls of ND4J's operations on given arrays, to be made again and again. */
final class Calls {

    private Calls() {}

    /** An operation of this name. */
    static DynamicCustomOp operation(String name, long... arguments) {
        DynamicCustomOp operation = new DynamicCustomOp(name, new INDArray[0], new INDArray[0]);
        operation.addIArgument(arguments);
        return operation;
    }

    static Runnable of(String name, List<INDArray> inputs, INDArray output, long... arguments) {
        return new OperationKernel(operation(name, arguments)).bound(inputs, List.of(output));
    }

    static Runnable of(Op operation) {
        return () -> Nd4j.getExecutioner().exec(operation);
    }

    static Runnable inOrder(Runnable... calls) {
        return () -> {
            for (Runnable call : calls) {
                call.run();
            }
        };
    }
}
