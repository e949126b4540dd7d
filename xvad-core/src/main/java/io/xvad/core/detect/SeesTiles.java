package io.xvad.core.detect;

import io.xvad.core.Box;

/**
 * Shows what a detector that divides images does with one tile, for example to explain an image too large to be held whole. Thread-safe.
 */
@FunctionalInterface
public interface SeesTiles {

    /**
     * A detector of images cut out of this tile: scores, ignores and, if calibrated, decides as the whole model does there, and has the
     * capabilities that the method has for images. It is closed with the model.
     *
     * @param tile one of the image's
     * @param height of the whole image
     * @param width of the whole image
     * @throws IllegalArgumentException if the image has no such tile, where each tile has a memory of its own
     */
    FittedDetector of(Box tile, int height, int width);
}
