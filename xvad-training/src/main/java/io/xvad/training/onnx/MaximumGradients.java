package io.xvad.training.onnx;

import java.util.stream.LongStream;

/** The backward pass of the largest value of each square: its gradient goes to the first value that is the largest. */
final class MaximumGradients {

    private MaximumGradients() {}

    /**
     * The gradient of what went in.
     *
     * @throws io.xvad.core.XvadModelException if squares overlap, leave something out or reach beyond the border
     */
    static String of(Operation operation) {
        int side = operation.integer(0);
        long[] shape = operation.shape(0);
        requireTiles(operation, side, shape);
        OnnxGraph onnx = operation.onnx();
        long area = (long) side * side;
        long down = shape[2] / side;
        long across = shape[3] / side;
        String values = onnx.node("SpaceToDepth", node -> node.integer("blocksize", side), operation.input(0));
        String places = onnx.reshaped(values, shape[0], area, shape[1], down, across);
        String first = onnx.node("ArgMax", node -> node.integer("axis", 1).integer("keepdims", 1), places);
        String all = onnx.reshaped(onnx.integers(LongStream.range(0, area).toArray()), 1, area, 1, 1, 1);
        String chosen = onnx.node("Cast", node -> node.integer("to", 1), onnx.node("Equal", all, first));
        String gradient = onnx.reshaped(operation.lastInput(), shape[0], 1, shape[1], down, across);
        String spread = onnx.reshaped(onnx.node("Mul", chosen, gradient), shape[0], area * shape[1], down, across);
        return onnx.node("DepthToSpace", node -> node.integer("blocksize", side), spread);
    }

    private static void requireTiles(Operation operation, int side, long[] shape) {
        boolean tiles = operation.integer(1) == side
                && operation.integer(2) == side
                && operation.integer(3) == side
                && operation.integer(4) == 0
                && operation.integer(5) == 0
                && shape[2] % side == 0
                && shape[3] % side == 0;
        if (!tiles) {
            throw operation.unsupported("squares that are not beside each other");
        }
    }
}
