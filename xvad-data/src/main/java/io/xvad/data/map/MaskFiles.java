package io.xvad.data.map;

import io.xvad.core.Mask;
import io.xvad.data.image.ImageReader;
import java.nio.file.Path;

/** Reads masks from image files. */
public final class MaskFiles {

    private MaskFiles() {}

    /**
     * Reads an image in which every pixel that is not zero, in any channel, is anomalous.
     *
     * @throws io.xvad.core.XvadDataException as {@link ImageReader#read}
     */
    public static Mask read(Path file) {
        return Mask.of(ImageReader.withDefaults().withHighestAsWhite().read(file));
    }
}
