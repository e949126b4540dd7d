package io.xvad.data.image;

import io.xvad.core.Box;
import io.xvad.core.Image;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.util.OptionalDouble;

/** Decoded pixels of a file, or of a region of it, as they lie there. */
sealed interface Decoded {

    /** The image that they are. */
    Image toImage(String id, WhiteLevel white);

    /** A region of them, which shares their memory. */
    Decoded crop(Box box);

    /**
     * Pixels with colours that AWT knows.
     *
     * @param declared the white that the file names, if it does
     */
    record Colours(BufferedImage image, OptionalDouble declared) implements Decoded {

        @Override
        public Image toImage(String id, WhiteLevel white) {
            return Pixels.toImage(id, image, white, declared);
        }

        @Override
        public Decoded crop(Box box) {
            return new Colours(image.getSubimage(box.x(), box.y(), box.width(), box.height()), declared);
        }
    }

    /**
     * Samples as they are stored.
     *
     * @param channels 1 or 3
     * @param declared the white that the file names, if it does
     */
    record Samples(Raster raster, int channels, SampleType type, OptionalDouble declared) implements Decoded {

        @Override
        public Image toImage(String id, WhiteLevel white) {
            return Pixels.toImage(id, raster, channels, type, white, declared);
        }

        @Override
        public Decoded crop(Box box) {
            Raster part = raster.createChild(
                    raster.getMinX() + box.x(), raster.getMinY() + box.y(), box.width(), box.height(), 0, 0, null);
            return new Samples(part, channels, type, declared);
        }
    }
}
