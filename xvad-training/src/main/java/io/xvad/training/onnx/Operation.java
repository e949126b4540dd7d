package io.xvad.training.onnx;

import io.xvad.core.XvadModelException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BaseReduceOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.ScalarOp;

/**
 * One operation of a SameDiff graph on its way to ONNX.
 *
 * @param op the operation
 * @param output the variable wanted
 * @param inputs names of the variables it takes
 * @param values gives the ONNX value of a variable
 * @param shapes gives the shape of a variable of the forward graph
 * @param arrays gives the value of a constant
 * @param onnx where nodes are added
 */
record Operation(
        DifferentialFunction op,
        String output,
        List<String> inputs,
        Function<String, String> values,
        Function<String, long[]> shapes,
        Function<String, INDArray> arrays,
        OnnxGraph onnx) {

    private static final int ALL = Integer.MAX_VALUE;

    String name() {
        return op.opName();
    }

    /** The ONNX value of an input. */
    String input(int index) {
        return values.apply(inputs.get(index));
    }

    /** The last input, which is the gradient of the output in backward operations. */
    String lastInput() {
        return input(inputs.size() - 1);
    }

    long[] shape(int index) {
        return shapes.apply(inputs.get(index));
    }

    long[] constant(int index) {
        return arrays.apply(inputs.get(index)).dup('c').data().asLong();
    }

    private DynamicCustomOp custom() {
        return (DynamicCustomOp) op;
    }

    long[] integers() {
        return custom().iArgs();
    }

    int integer(int index) {
        return Math.toIntExact(custom().iArgs()[index]);
    }

    int integer(int index, int otherwise) {
        return custom().iArgs().length > index ? integer(index) : otherwise;
    }

    double decimal(int index) {
        return custom().tArgs()[index];
    }

    boolean flag(int index) {
        return custom().bArgs().length > index && custom().bArgs()[index];
    }

    double scalar() {
        return ((ScalarOp) op).scalar().getDouble(0);
    }

    /** Dimensions that a reduction goes over, none for all. */
    long[] reduced() {
        int[] dimensions = ((BaseReduceOp) op).dimensions().length() == 0
                ? new int[0]
                : ((BaseReduceOp) op).dimensions().toIntVector();
        return Arrays.stream(dimensions).anyMatch(d -> d == ALL)
                ? new long[0]
                : Arrays.stream(dimensions).asLongStream().toArray();
    }

    boolean keepsDimensions() {
        return ((BaseReduceOp) op).isKeepDims();
    }

    /** All dimensions of an input, from first to last. */
    long[] dimensions(int index) {
        return IntStream.range(0, shape(index).length).asLongStream().toArray();
    }

    XvadModelException unsupported(String what) {
        return new XvadModelException("SameDiff operation '" + name() + "' of the variable '" + output + "' with "
                + what + " has no ONNX form here");
    }
}
