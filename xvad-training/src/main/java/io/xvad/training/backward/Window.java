package io.xvad.training.backward;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What of an image an operator sees at once, and where.
 *
 * @param sides of the image
 * @param outputs how many places along each side
 * @param kernel values seen along each side
 * @param strides from one place to the next
 * @param dilations from one value seen to the next
 * @param pads before each side, then after each
 */
record Window(long[] sides, long[] outputs, long[] kernel, long[] strides, long[] dilations, long[] pads) {

    static Window of(Step step, long... kernel) {
        String padding = step.text("auto_pad", "NOTSET");
        if (!padding.equals("NOTSET") && !padding.equals("VALID")) {
            throw step.unsupported("auto_pad=" + padding);
        }
        return new Window(
                Arrays.copyOfRange(step.shape(0), 2, kernel.length + 2),
                Arrays.copyOfRange(step.outputShape(), 2, kernel.length + 2),
                kernel,
                step.integers("strides", 1, kernel.length),
                step.integers("dilations", 1, kernel.length),
                step.integers("pads", 0, 2 * kernel.length));
    }

    /** How far the window reaches along a side. */
    private long reach(int side) {
        return dilations[side] * (kernel[side] - 1);
    }

    /** Whether the backward form is a convolution as well. */
    boolean canTurn() {
        return Arrays.stream(strides).allMatch(stride -> stride == 1)
                && Arrays.stream(turnedPads()).allMatch(pad -> pad >= 0);
    }

    long[] turnedPads() {
        return IntStream.range(0, pads.length)
                .mapToLong(i -> reach(i % kernel.length) - pads[i])
                .toArray();
    }

    /** Rows and columns at the end of the image that no window covers. */
    private long[] left() {
        return IntStream.range(0, kernel.length)
                .mapToLong(i ->
                        sides[i] + pads[i] + pads[i + kernel.length] - reach(i) - 1 - (outputs[i] - 1) * strides[i])
                .toArray();
    }

    /** Spreads values of the places over the image, by a transposed convolution. */
    String spread(Step step, String values, String weights, long groups) {
        long[] left = left();
        if (Arrays.stream(left).anyMatch(rest -> rest < 0)) {
            throw step.unsupported("a window that ends beyond the padded image (ceil_mode)");
        }
        return step.onnx()
                .node(
                        "ConvTranspose",
                        node -> node.integers("strides", strides)
                                .integers("dilations", dilations)
                                .integers("pads", pads)
                                .integers("output_padding", left)
                                .integer("group", groups),
                        values,
                        weights);
    }

    /** How many values of the image each place sees, row by row. */
    float[] counts() {
        int places = (int) Arrays.stream(outputs).reduce(1, (a, b) -> a * b);
        float[] counts = new float[places];
        for (int place = 0; place < places; place++) {
            int rest = place;
            float count = 1;
            for (int side = kernel.length - 1; side >= 0; side--) {
                count *= seen(side, rest % (int) outputs[side]);
                rest /= (int) outputs[side];
            }
            counts[place] = count;
        }
        return counts;
    }

    private long seen(int side, int place) {
        long first = place * strides[side] - pads[side];
        long seen = 0;
        for (long k = 0; k < kernel[side]; k++) {
            long at = first + k * dilations[side];
            seen += at >= 0 && at < sides[side] ? 1 : 0;
        }
        return seen;
    }
}
