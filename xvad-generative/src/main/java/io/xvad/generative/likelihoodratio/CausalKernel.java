package io.xvad.generative.likelihoodratio;

import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A convolution kernel of which only a block at the upper left counts, around a centre: the other weights are multiplied by 0 in every
 * run, also before the first step of training, so that what comes out at a place depends on nothing after it.
 *
 * @param height odd
 * @param width odd
 * @param rows how many rows from the top count
 * @param columns how many columns from the left count
 */
record CausalKernel(int height, int width, int rows, int columns) {

    /** The two rows above, for the vertical stack to begin with. */
    static final CausalKernel ABOVE = new CausalKernel(5, 3, 2, 3);

    /** The row above, for the horizontal stack to begin with. */
    static final CausalKernel ROW_ABOVE = new CausalKernel(3, 3, 1, 3);

    /** The column on the left in the own row and the one above. */
    static final CausalKernel LEFT = new CausalKernel(3, 3, 2, 1);

    /** The own row and the one above, of values that depend on rows above only. */
    static final CausalKernel VERTICAL = new CausalKernel(3, 3, 2, 3);

    /** The own place, those on the left and above and the one between, of values that depend on earlier pixels only. */
    static final CausalKernel HORIZONTAL = new CausalKernel(3, 3, 2, 2);

    /**
     * A convolution with bias that keeps the side, zeros beyond the border.
     *
     * @param name of its weights
     * @param x shape (N, in, rows, columns)
     */
    SDVariable convolved(Trainable net, String name, SDVariable x, int in, int out) {
        long area = (long) rows * columns;
        SDVariable weights = net.weights(name, in * area, out * area, height, width, in, out);
        SDVariable bias = net.constant(name + "-bias", 0, out);
        SDVariable mask = net.graph().constant(Nd4j.create(mask(in, out), new long[] {height, width, in, out}, 'c'));
        return net.graph()
                .cnn()
                .conv2d(
                        x,
                        weights.mul(mask),
                        bias,
                        Conv2DConfig.builder()
                                .kH(height)
                                .kW(width)
                                .pH(height / 2)
                                .pW(width / 2)
                                .build());
    }

    private float[] mask(int in, int out) {
        int pairs = in * out;
        float[] mask = new float[height * width * pairs];
        for (int i = 0; i < mask.length; i++) {
            int place = i / pairs;
            mask[i] = place / width < rows && place % width < columns ? 1 : 0;
        }
        return mask;
    }
}
