package io.xvad.data.label;

import io.xvad.core.Mask;
import io.xvad.core.XvadDataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a file says of one image.
 *
 * @param file says it
 * @param name of the image, with directories if the file has them
 * @param height of the image in pixels; 0 if the file does not say it
 * @param width of the image in pixels; 0 if the file does not say it
 * @param markings what is anomalous; filled while the file is read
 */
record AnnotatedImage(Path file, String name, int height, int width, List<Marking> markings) {

    AnnotatedImage(Path file, String name, int height, int width) {
        this(file, name, height, width, new ArrayList<>());
    }

    Mask mask(Path image, int imageHeight, int imageWidth) {
        boolean known = height > 0 && width > 0;
        if (known && (height != imageHeight || width != imageWidth)) {
            throw new XvadDataException(file + ": " + name + " is annotated as " + height + " x " + width + " but "
                    + image + " is " + imageHeight + " x " + imageWidth);
        }
        try {
            MaskCanvas canvas = new MaskCanvas(imageHeight, imageWidth);
            markings.forEach(marking -> marking.paint(canvas));
            return canvas.mask();
        } catch (IllegalArgumentException e) {
            throw new XvadDataException(file + ": " + name + ": " + e.getMessage(), e);
        }
    }
}
