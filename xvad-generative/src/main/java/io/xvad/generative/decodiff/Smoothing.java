package io.xvad.generative.decodiff;

import io.xvad.data.preprocess.Resize;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Square planes smoothed by a Gaussian, mirrored at the border and cut off at four standard deviations, then resized bilinearly. Both are
 * linear and separable, so that they are two products with one matrix.
 *
 * @param from side of the planes
 * @param to side wanted
 * @param sigma standard deviation of the Gaussian, in places of the planes; 0 for none
 */
record Smoothing(int from, int to, double sigma) {

    private static final double REACH = 4;

    /** Planes of shape (N, from, from) as ones of shape (N, to, to). */
    SDVariable of(SDVariable planes) {
        SDVariable matrix = planes.getSameDiff().constant(Nd4j.createFromArray(weights()));
        SDVariable wide = planes.reshape(-1, from).mmul(matrix);
        SDVariable turned = wide.reshape(-1, from, to).permute(0, 2, 1).reshape(-1, from);
        return turned.mmul(matrix).reshape(-1, to, to).permute(0, 2, 1);
    }

    /** The weights of smoothing and resizing along a side, shape (from, to). */
    private float[][] weights() {
        float[][] weights = new float[from][];
        for (int place = 0; place < from; place++) {
            weights[place] = Resize.plane(spread(place), from, 1, to, 1, false);
        }
        return weights;
    }

    /** The weights with which one place along a side is spread over all. */
    private float[] spread(int place) {
        float[] spread = new float[from];
        if (sigma == 0) {
            spread[place] = 1;
            return spread;
        }
        int reach = (int) Math.round(REACH * sigma);
        double sum = 0;
        for (int offset = -reach; offset <= reach; offset++) {
            sum += height(offset);
        }
        for (int target = 0; target < from; target++) {
            for (int offset = -reach; offset <= reach; offset++) {
                if (mirrored(target + offset) == place) {
                    spread[target] += (float) (height(offset) / sum);
                }
            }
        }
        return spread;
    }

    private double height(int offset) {
        return Math.exp(-0.5 * offset * offset / (sigma * sigma));
    }

    private int mirrored(int place) {
        int within = Math.floorMod(place, 2 * from);
        return within < from ? within : 2 * from - 1 - within;
    }
}
