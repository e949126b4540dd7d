package io.xvad.foundation.parts;

import io.xvad.core.Mask;
import io.xvad.data.preprocess.Resize;
import io.xvad.foundation.tokens.UnitVectors;
import java.util.ArrayList;
import java.util.List;

/**
 * Vectors at the places of a grid over an image. Immutable.
 *
 * @param vectors row by row, one after the other
 * @param dimension values in each
 * @param height rows of places
 * @param width places in a row
 */
public record FeatureGrid(float[] vectors, int dimension, int height, int width) {

    /** Throws {@link IllegalArgumentException} if there are not as many vectors as places. */
    public FeatureGrid {
        if (vectors.length != height * width * dimension) {
            throw new IllegalArgumentException("a grid of " + height + " x " + width + " vectors of " + dimension
                    + " values needs as many values, got " + vectors.length);
        }
    }

    /** A square grid. */
    public static FeatureGrid square(float[] vectors, int dimension) {
        int side = (int) Math.round(Math.sqrt(vectors.length / (double) dimension));
        return new FeatureGrid(vectors, dimension, side, side);
    }

    /** The number of places. */
    public int places() {
        return height * width;
    }

    /** With places interpolated so that the outermost stay where they are ({@code align_corners}), {@code side * side} of them. */
    public FeatureGrid cornerAligned(int side) {
        float[] larger = new float[side * side * dimension];
        float[] plane = new float[places()];
        for (int d = 0; d < dimension; d++) {
            for (int i = 0; i < plane.length; i++) {
                plane[i] = vectors[i * dimension + d];
            }
            float[] resized = Resize.cornerAligned(plane, height, width, side, side);
            for (int i = 0; i < resized.length; i++) {
                larger[i * dimension + d] = resized[i];
            }
        }
        return new FeatureGrid(larger, dimension, side, side);
    }

    /** With vectors made ones of unit length. */
    public FeatureGrid ofUnitLength() {
        return new FeatureGrid(UnitVectors.of(vectors, dimension), dimension, height, width);
    }

    /** Whether the first pixel of each place belongs to a mask, as OpenCV's nearest-neighbour resizing takes it. */
    public boolean[] within(Mask mask) {
        boolean[] within = new boolean[places()];
        for (int i = 0; i < within.length; i++) {
            within[i] = mask.at(i / width * mask.height() / height, i % width * mask.width() / width);
        }
        return within;
    }

    /** The mean of the vectors at some places; empty if there are none. */
    public List<Float> mean(boolean[] chosen) {
        double[] sums = new double[dimension];
        int count = 0;
        for (int i = 0; i < chosen.length; i++) {
            if (chosen[i]) {
                count++;
                for (int d = 0; d < dimension; d++) {
                    sums[d] += vectors[i * dimension + d];
                }
            }
        }
        List<Float> mean = new ArrayList<>();
        for (int d = 0; count > 0 && d < dimension; d++) {
            mean.add((float) (sums[d] / count));
        }
        return mean;
    }
}
