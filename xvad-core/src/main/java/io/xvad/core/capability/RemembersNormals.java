package io.xvad.core.capability;

import io.xvad.core.Image;
import io.xvad.core.NormalPatch;
import java.util.List;

/** A detector that keeps patches of its normal training images and can say which are nearest. Thread-safe. */
public interface RemembersNormals {

    /**
     * The remembered normal patches nearest to a place of an image.
     *
     * @param image any image the detector can score
     * @param y row of the place, in pixels of {@code image}
     * @param x column of the place
     * @param count how many, at least 1; fewer come back if fewer are remembered
     * @return nearest first
     */
    List<NormalPatch> nearest(Image image, int y, int x, int count);

    /**
     * The part of an image that is compared at a place, rendered like {@link NormalPatch#crop()} so that the two can be
     * put side by side.
     */
    Image queryCrop(Image image, int y, int x);
}
