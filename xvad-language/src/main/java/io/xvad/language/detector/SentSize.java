package io.xvad.language.detector;

import io.xvad.core.Image;
import io.xvad.core.option.OptionSpec;
import io.xvad.data.preprocess.Resize;

/** The size at which images are sent. */
public final class SentSize {

    /** The option of it. */
    public static final OptionSpec<Integer> OPTION =
            OptionSpec.integer("image-size", 768, 16, 8_192, "Pixels of the longest side of images as they are sent");

    private SentSize() {}

    /** The image with no side longer than this, in its own proportions. */
    public static Image within(Image image, int longest) {
        int side = Math.max(image.height(), image.width());
        if (side <= longest) {
            return image;
        }
        int height = Math.max(1, Math.round(image.height() * (float) longest / side));
        int width = Math.max(1, Math.round(image.width() * (float) longest / side));
        return Resize.averaged(image, height, width);
    }
}
