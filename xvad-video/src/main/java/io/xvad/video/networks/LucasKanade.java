package io.xvad.video.networks;

import java.util.Arrays;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Optical flow in closed form (Lucas and Kanade 1981), one step from rest with gradients of the first frame: least squares over
 * windows of 5 x 5 pixels, with {@value #RIDGE} added to the diagonal of the structure tensor so that flat places stand still.
 * It is linear in the second frame, so that a loss of it can be differentiated.
 */
final class LucasKanade {

    private static final double RIDGE = 1e-3;
    private static final int WINDOW = 5;

    private final SameDiff graph;
    private final SDVariable first;
    private final SDVariable across;
    private final SDVariable down;
    private final SDVariable xx;
    private final SDVariable yy;
    private final SDVariable xy;

    private LucasKanade(SameDiff graph, SDVariable first) {
        this.graph = graph;
        this.first = first;
        across = filtered(first, new float[][] {{0, 0, 0}, {-0.5f, 0, 0.5f}, {0, 0, 0}});
        down = filtered(first, new float[][] {{0, -0.5f, 0}, {0, 0, 0}, {0, 0.5f, 0}});
        xx = boxed(graph.math().square(across)).add(RIDGE);
        yy = boxed(graph.math().square(down)).add(RIDGE);
        xy = boxed(across.mul(down));
    }

    /** From a frame of shape (N, 1, size, size). */
    static LucasKanade from(SameDiff graph, SDVariable first) {
        return new LucasKanade(graph, first);
    }

    /** Motion to another frame, to the right and downwards, in pixels; both of the shape of the frames. */
    SDVariable[] to(SDVariable second) {
        SDVariable change = second.sub(first);
        SDVariable xt = boxed(across.mul(change));
        SDVariable yt = boxed(down.mul(change));
        SDVariable determinant = xx.mul(yy).sub(graph.math().square(xy));
        return new SDVariable[] {
            xy.mul(yt).sub(yy.mul(xt)).div(determinant),
            xy.mul(xt).sub(xx.mul(yt)).div(determinant)
        };
    }

    private SDVariable boxed(SDVariable x) {
        float[][] kernel = new float[WINDOW][WINDOW];
        for (float[] row : kernel) {
            Arrays.fill(row, 1f / (WINDOW * WINDOW));
        }
        return filtered(x, kernel);
    }

    /** Correlation with a square kernel, zeros beyond the border. */
    private SDVariable filtered(SDVariable x, float[][] kernel) {
        int side = kernel.length;
        Conv2DConfig config = Conv2DConfig.builder()
                .kH(side)
                .kW(side)
                .sH(1)
                .sW(1)
                .pH(side / 2)
                .pW(side / 2)
                .build();
        SDVariable weights = graph.constant(Nd4j.createFromArray(kernel).reshape(side, side, 1, 1));
        return graph.cnn().conv2d(x, weights, config);
    }
}
