package io.xvad.data.map;

import io.xvad.core.Mask;
import io.xvad.data.image.ImageReader;
import java.nio.file.Path;

/** Reads masks from image files. Thread-safe. */
public final class MaskFiles {

    private MaskFiles() {}

    /**
     * Reads a mask as {@link ImageReader#readMask} does: what is transparent and index 0 of a palette is background, of classes that
     * have a number or colour each all but 0 and black is anomalous, and of shades what is above half of the highest. {@link MaskChecks} tells a mask that is inverted or empty.
     *
     * @throws io.xvad.core.XvadDataException as {@link ImageReader#read}
     */
    public static Mask read(Path file) {
        return ImageReader.withDefaults().readMask(file);
    }
}
