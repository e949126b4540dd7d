package io.xvad.generative.likelihood;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Colour images as whole grey levels, of which a likelihood is a probability and not a density: the mean of the three channels, times the highest
 * level, rounded. Thread-safe.
 *
 * @param side of the images
 * @param count how many levels there are, from black, 0, to white, {@code count - 1}
 */
public record GreyLevels(int side, int count) {

    /** Pixels of an image. */
    public int pixels() {
        return side * side;
    }

    /** The levels of an image of shape (3, side, side) in [0, 1], row by row. */
    public float[] of(float[] image) {
        int plane = pixels();
        float[] levels = new float[plane];
        for (int i = 0; i < plane; i++) {
            float mean = (image[i] + image[plane + i] + image[2 * plane + i]) / 3;
            levels[i] = (float) Math.floor((count - 1) * mean + 0.5);
        }
        return levels;
    }

    /** Adds to a graph the levels, shape (N, 1, side, side), of images of shape (N, 3, side, side). */
    public SDVariable of(SDVariable images) {
        return images.getSameDiff()
                .math()
                .floor(images.mean(true, 1).mul(count - 1.0).add(0.5));
    }

    /** Levels of some images as one batch, shape (images, 1, side, side). */
    public INDArray batch(List<float[]> levels) {
        float[] values = new float[levels.size() * pixels()];
        for (int i = 0; i < levels.size(); i++) {
            System.arraycopy(levels.get(i), 0, values, i * pixels(), pixels());
        }
        return Nd4j.create(values, new long[] {levels.size(), 1, side, side}, 'c');
    }
}
