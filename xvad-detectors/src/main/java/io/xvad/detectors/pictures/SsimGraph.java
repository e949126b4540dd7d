package io.xvad.detectors.pictures;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Structural similarity (Wang et al. 2004, equation 13) of two batches of pictures with values in [0, 1]: a Gaussian window
 * of 11 pixels and a standard deviation of 1.5, where it fits into the picture, channel by channel.
 */
public final class SsimGraph {

    static final int WINDOW = 11;

    private static final double SIGMA = 1.5;
    private static final double C1 = 0.01 * 0.01;
    private static final double C2 = 0.03 * 0.03;

    private SsimGraph() {}

    /** Shape (N, channels, H - 10, W - 10). */
    public static SDVariable of(SameDiff graph, SDVariable a, SDVariable b, int channels) {
        SDVariable window = graph.constant(window(channels));
        Conv2DConfig config = Conv2DConfig.builder().kH(WINDOW).kW(WINDOW).build();
        SDVariable meanA = graph.cnn().depthWiseConv2d(a, window, config);
        SDVariable meanB = graph.cnn().depthWiseConv2d(b, window, config);
        SDVariable squareA = graph.math().square(meanA);
        SDVariable squareB = graph.math().square(meanB);
        SDVariable product = meanA.mul(meanB);
        SDVariable varianceA = graph.cnn()
                .depthWiseConv2d(graph.math().square(a), window, config)
                .sub(squareA);
        SDVariable varianceB = graph.cnn()
                .depthWiseConv2d(graph.math().square(b), window, config)
                .sub(squareB);
        SDVariable covariance =
                graph.cnn().depthWiseConv2d(a.mul(b), window, config).sub(product);
        SDVariable above = product.mul(2).add(C1).mul(covariance.mul(2).add(C2));
        SDVariable below =
                squareA.add(squareB).add(C1).mul(varianceA.add(varianceB).add(C2));
        return above.div(below);
    }

    private static INDArray window(int channels) {
        double[] line = new double[WINDOW];
        double sum = 0;
        for (int i = 0; i < WINDOW; i++) {
            double away = (i - WINDOW / 2) / SIGMA;
            line[i] = Math.exp(-away * away / 2);
            sum += line[i];
        }
        float[] values = new float[WINDOW * WINDOW * channels];
        for (int i = 0; i < values.length; i++) {
            int position = i / channels;
            values[i] = (float) (line[position / WINDOW] * line[position % WINDOW] / (sum * sum));
        }
        return Nd4j.create(values, new long[] {WINDOW, WINDOW, channels, 1}, 'c');
    }
}
