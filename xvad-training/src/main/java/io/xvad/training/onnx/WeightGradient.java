package io.xvad.training.onnx;

import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * The gradient of a convolution by its weights. Each place of the kernel sees the image moved: moved by its row is the image, which is a piece of
 * memory, and moved back by its column is the gradient; all of the one times all of the other is a single product of matrices.
 *
 * @param onnx where nodes are added
 * @param image what was convolved
 * @param shape of the image: images, channels, rows, columns
 * @param gradient of what came out
 * @param kernel rows and columns of the kernel, channels in and out
 * @param stride down and across
 * @param padding down and across
 */
record WeightGradient(
        OnnxGraph onnx, String image, long[] shape, String gradient, long[] kernel, long[] stride, long[] padding) {

    static WeightGradient ofConvolution(Operation operation) {
        return new WeightGradient(
                operation.onnx(),
                operation.input(0),
                operation.shape(0),
                operation.lastInput(),
                operation.shape(1),
                stride(operation),
                padding(operation));
    }

    /** A transposed convolution is the adjoint of one: that one convolves the gradient, and the image is the gradient of what comes out of it. */
    static WeightGradient ofTransposed(Operation operation) {
        long[] small = operation.shape(0);
        long[] kernel = operation.shape(1);
        long[] stride = stride(operation);
        long[] padding = padding(operation);
        long rows = (small[2] - 1) * stride[0] - 2 * padding[0] + kernel[0];
        long columns = (small[3] - 1) * stride[1] - 2 * padding[1] + kernel[1];
        long[] large = {small[0], kernel[2], rows, columns};
        return new WeightGradient(
                operation.onnx(), operation.lastInput(), large, operation.input(0), kernel, stride, padding);
    }

    private static long[] stride(Operation operation) {
        return new long[] {operation.integer(2), operation.integer(3)};
    }

    private static long[] padding(Operation operation) {
        return new long[] {operation.integer(4), operation.integer(5)};
    }

    /** The ONNX value, in the shape of the kernel. */
    String value() {
        long places = shape[0] * rows() * paddedWidth();
        String seen = onnx.reshaped(rowsMoved(), kernel[0] * kernel[2], places);
        String gradients = onnx.reshaped(columnsMoved(), kernel[1] * kernel[3], places);
        String products = onnx.node("Gemm", node -> node.integer("transB", 1), seen, gradients);
        String each = onnx.reshaped(products, kernel[0], kernel[2], kernel[1], kernel[3]);
        return onnx.transposed(each, 0, 2, 1, 3);
    }

    /** The padded image from each row of the kernel on, shape (kernel rows, channels, images, rows, padded columns). */
    private String rowsMoved() {
        String padded = onnx.node(
                "Pad",
                channelsFirst(image, shape),
                onnx.integers(0, 0, padding[0], padding[1], 0, 0, padding[0], padding[1]));
        return joined(kernel[0], row -> onnx.part(padded, 2, row, row + rows()));
    }

    /** The gradient from each column of the kernel on, shape (kernel columns, channels, images, rows, padded columns). */
    private String columnsMoved() {
        String whole = unstrided();
        long last = kernel[1] - 1;
        return joined(
                kernel[1], column -> onnx.node("Pad", whole, onnx.integers(0, 0, 0, column, 0, 0, 0, last - column)));
    }

    /** The gradient of a convolution without strides, zero where strides leave places out, so that they save no work; channels first. */
    private String unstrided() {
        long down = stride[0];
        long across = stride[1];
        long columns = paddedWidth() - kernel[1] + 1;
        long[] given = {shape[0], kernel[3], (rows() - 1) / down + 1, (columns - 1) / across + 1};
        String first = channelsFirst(gradient, given);
        if (down == 1 && across == 1) {
            return first;
        }
        String spread = onnx.node(
                "Pad",
                onnx.reshaped(first, given[1], given[0], given[2], 1, given[3], 1),
                onnx.integers(0, 0, 0, 0, 0, 0, 0, 0, 0, down - 1, 0, across - 1));
        return onnx.node(
                "Slice",
                onnx.reshaped(spread, given[1], given[0], given[2] * down, given[3] * across),
                onnx.integers(0, 0),
                onnx.integers(rows(), columns),
                onnx.integers(2, 3));
    }

    private String channelsFirst(String images, long[] sizes) {
        return sizes[0] == 1
                ? onnx.reshaped(images, sizes[1], 1, sizes[2], sizes[3])
                : onnx.transposed(images, 1, 0, 2, 3);
    }

    private String joined(long count, LongFunction<String> part) {
        return onnx.node(
                "Concat",
                node -> node.integer("axis", 0),
                LongStream.range(0, count).mapToObj(part).toArray(String[]::new));
    }

    /** How many rows a convolution without strides gives. */
    private long rows() {
        return shape[2] + 2 * padding[0] - kernel[0] + 1;
    }

    private long paddedWidth() {
        return shape[3] + 2 * padding[1];
    }
}
