package io.xvad.data.map;

import io.xvad.core.Mask;
import java.nio.file.Path;
import java.util.Optional;

/** Says which pixels of an image are anomalous: files of a label tool, or a program's own. */
@FunctionalInterface
public interface MaskSource {

    /**
     * The mask of an image.
     *
     * @param image its file, or a path of the same name with another ending, or none
     * @param height its height in pixels
     * @param width its width in pixels
     * @return a mask of this size, all false if nothing in the image is marked; empty if nothing is known of the image
     * @throws io.xvad.core.XvadDataException naming file and place, if what is written of the image cannot be read, or is
     *     of an image of another size
     */
    Optional<Mask> maskOf(Path image, int height, int width);
}
