package io.xvad.training.layers;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Images in another size by bilinear interpolation, as PyTorch's {@code interpolate} without anti-aliasing. Two products with fixed matrices,
 * which SameDiff can differentiate.
 *
 * @param height of the images
 * @param width of the images
 * @param newHeight wanted
 * @param newWidth wanted
 * @param alignCorners whether the centres of the corner pixels stay where they are; else the outer edges do
 */
public record Bilinear(int height, int width, int newHeight, int newWidth, boolean alignCorners) {

    /** Images of shape (N, C, height, width) as ones of shape (N, C, newHeight, newWidth). */
    public SDVariable of(SDVariable x, int channels) {
        SameDiff graph = x.getSameDiff();
        SDVariable wide = x.reshape(-1, width).mmul(graph.constant(weights(width, newWidth)));
        SDVariable turned = wide.reshape(-1, height, newWidth).permute(0, 2, 1).reshape(-1, height);
        SDVariable high = turned.mmul(graph.constant(weights(height, newHeight)));
        return high.reshape(-1, newWidth, newHeight).permute(0, 2, 1).reshape(-1, channels, newHeight, newWidth);
    }

    /** How much of each place along a side each new place gets, shape (from, to). */
    private INDArray weights(int from, int to) {
        float[][] weights = new float[from][to];
        for (int i = 0; i < to; i++) {
            double place = Math.max(0, place(i, from, to));
            int before = Math.min((int) place, from - 1);
            int after = Math.min(before + 1, from - 1);
            weights[before][i] += (float) (1 - (place - before));
            weights[after][i] += (float) (place - before);
        }
        return Nd4j.createFromArray(weights);
    }

    private double place(int index, int from, int to) {
        if (alignCorners) {
            return to == 1 ? 0 : index * (from - 1.0) / (to - 1);
        }
        return (index + 0.5) * from / to - 0.5;
    }
}
