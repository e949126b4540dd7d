package io.xvad.core.capability;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import java.util.List;

/** A detector that makes a normal-looking version of what it is shown. Thread-safe. */
@FunctionalInterface
public interface Reconstructs {

    /** The reconstruction of a whole image, with the geometry and channels of {@code image}. */
    Image reconstruct(Image image);

    /**
     * Versions of an image in which a region shows what would be normal there, and all else is as it was, but for a seam of a few
     * pixels around the region and what of the same anomaly plainly reaches beyond it.
     *
     * @param region the pixels to replace, with the geometry of {@code image}; at least one
     * @param count how many versions are wanted, at least 1
     * @return the most fitting first; at least one, at most {@code count}; each with the geometry and channels of {@code image}
     */
    default List<Image> reconstruct(Image image, Mask region, int count) {
        return List.of(image.with(region, reconstruct(image)));
    }
}
