package io.xvad.generative.diffusion;

import io.xvad.core.AnomalyMap;

/** Makes the score of an image of its map. Thread-safe. */
@FunctionalInterface
public interface ImageScore {

    /**
     * The score of an image.
     *
     * @param map as a {@link Restorer} gives it, row by row
     * @param painted the same, smoothed, in the geometry of the image
     */
    double of(float[] map, AnomalyMap painted);
}
