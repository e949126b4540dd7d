package io.xvad.training.plan;

import java.util.List;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/** An operation of ND4J with the arguments it has in a graph. */
record OperationKernel(DifferentialFunction operation) implements Kernel {

    @Override
    public Runnable bound(List<INDArray> inputs, List<INDArray> outputs) {
        OpContext context = Nd4j.getExecutioner().buildContext();
        if (operation instanceof DynamicCustomOp custom) {
            context.setArgs(
                    inputs.toArray(new INDArray[0]), custom.iArgs(), custom.dArgs(), custom.tArgs(), custom.bArgs());
        } else {
            context.setInputArrays(inputs);
        }
        context.setOutputArrays(outputs);
        return () -> execute(context);
    }

    private void execute(OpContext context) {
        if (operation instanceof CustomOp custom) {
            Nd4j.getExecutioner().exec(custom, context);
        } else {
            Nd4j.getExecutioner().exec((Op) operation, context);
        }
    }
}
