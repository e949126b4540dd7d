package io.xvad.video.detectors.frameprediction;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Optical flow in closed form (Lucas and Kanade 1981), one step from rest with gradients of the first frame: least squares over
 * windows of 5 x 5 pixels, with {@value #RIDGE} added to the diagonal of the structure tensor so that flat places stand still.
 * It is linear in the second frame, so that a loss of it can be differentiated. Zeros lie beyond the border. Filters are products
 * with banded matrices, which are many times faster than convolutions of one channel.
 */
final class LucasKanade {

    private static final double RIDGE = 1e-3;
    private static final float[] CENTRAL = {-0.5f, 0, 0.5f};
    private static final float[] BOX = {0.2f, 0.2f, 0.2f, 0.2f, 0.2f};

    private final SameDiff graph;
    private final int size;
    private final SDVariable central;
    private final SDVariable box;
    private final SDVariable first;
    private final SDVariable across;
    private final SDVariable down;
    private final SDVariable xx;
    private final SDVariable yy;
    private final SDVariable xy;

    private LucasKanade(SameDiff graph, SDVariable first, int size) {
        this.graph = graph;
        this.size = size;
        this.central = graph.constant(banded(size, CENTRAL));
        this.box = graph.constant(banded(size, BOX));
        this.first = squares(first);
        across = alongRows(this.first, central);
        down = alongColumns(this.first, central);
        xx = boxed(graph.math().square(across)).add(RIDGE);
        yy = boxed(graph.math().square(down)).add(RIDGE);
        xy = boxed(across.mul(down));
    }

    /** The flow from a frame of shape (N, 1, size, size). */
    static LucasKanade from(SameDiff graph, SDVariable first, int size) {
        return new LucasKanade(graph, first, size);
    }

    /** Motion to another frame, to the right and downwards, in pixels; both of shape (N, size, size). */
    SDVariable[] to(SDVariable second) {
        SDVariable change = squares(second).sub(first);
        SDVariable xt = boxed(across.mul(change));
        SDVariable yt = boxed(down.mul(change));
        SDVariable determinant = xx.mul(yy).sub(graph.math().square(xy));
        return new SDVariable[] {
            xy.mul(yt).sub(yy.mul(xt)).div(determinant),
            xy.mul(xt).sub(xx.mul(yt)).div(determinant)
        };
    }

    private SDVariable squares(SDVariable x) {
        return x.reshape(-1, size, size);
    }

    private SDVariable boxed(SDVariable x) {
        return alongColumns(alongRows(x, box), box);
    }

    private SDVariable alongRows(SDVariable x, SDVariable filter) {
        return squares(x.reshape(-1, size).mmul(filter));
    }

    private SDVariable alongColumns(SDVariable x, SDVariable filter) {
        return alongRows(x.permute(0, 2, 1), filter).permute(0, 2, 1);
    }

    /** Column j holds the filter around row j, cut at the borders. */
    private static INDArray banded(int size, float[] filter) {
        float[] values = new float[size * size];
        for (int j = 0; j < size; j++) {
            for (int k = 0; k < filter.length; k++) {
                int i = j + k - filter.length / 2;
                if (i >= 0 && i < size) {
                    values[i * size + j] = filter[k];
                }
            }
        }
        return Nd4j.create(values, new long[] {size, size}, 'c');
    }
}
