package io.xvad.generative.likelihoodratio;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Colour images as whole grey levels: the mean of the three channels, times 255, rounded.
 *
 * @param side of the images
 */
public record GreyLevels(int side) {

    private static final int WHITE = 255;

    /** Of an image of shape (3, side, side) in [0, 1]: levels from 0 to 255, row by row. */
    public float[] of(float[] image) {
        int plane = side * side;
        float[] levels = new float[plane];
        for (int i = 0; i < plane; i++) {
            float mean = (image[i] + image[plane + i] + image[2 * plane + i]) / 3;
            levels[i] = (float) Math.floor(WHITE * mean + 0.5);
        }
        return levels;
    }

    /** The same in a graph, shape (N, 3, side, side) to (N, 1, side, side). */
    public static SDVariable of(SDVariable images) {
        return images.getSameDiff()
                .math()
                .floor(images.mean(true, 1).mul(WHITE).add(0.5));
    }

    /** Levels of some images as one batch, shape (images, 1, side, side). */
    public INDArray batch(List<float[]> levels) {
        int plane = side * side;
        float[] values = new float[levels.size() * plane];
        for (int i = 0; i < levels.size(); i++) {
            System.arraycopy(levels.get(i), 0, values, i * plane, plane);
        }
        return Nd4j.create(values, new long[] {levels.size(), 1, side, side}, 'c');
    }
}
