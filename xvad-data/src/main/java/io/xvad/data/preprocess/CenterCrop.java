package io.xvad.data.preprocess;

import io.xvad.core.Box;
import io.xvad.core.Image;

/** Cuts out the middle, with torchvision's rounding. Thread-safe. */
public final class CenterCrop {

    private CenterCrop() {}

    /**
     * The middle of an image.
     *
     * @throws IllegalArgumentException if the image is smaller
     */
    public static Image image(Image image, int height, int width) {
        return image.crop(box(image.height(), image.width(), height, width));
    }

    /**
     * The box in the middle of an image.
     *
     * @throws IllegalArgumentException if the image is smaller
     */
    static Box box(int pictureHeight, int pictureWidth, int height, int width) {
        if (height > pictureHeight || width > pictureWidth) {
            throw new IllegalArgumentException(
                    "cannot cut " + height + " x " + width + " out of " + pictureHeight + " x " + pictureWidth);
        }
        int y = (int) Math.rint((pictureHeight - height) / 2.0);
        int x = (int) Math.rint((pictureWidth - width) / 2.0);
        return new Box(x, y, width, height);
    }
}
