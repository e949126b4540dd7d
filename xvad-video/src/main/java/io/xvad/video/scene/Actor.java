package io.xvad.video.scene;

import io.xvad.core.Box;
import java.util.Optional;

/** Something that is drawn in a scene and moves. Immutable. */
sealed interface Actor permits Mover, Walker {

    /** Its number. */
    int track();

    /** Red, green and blue. */
    float[] colour();

    /** The middle, in pixels from the left. */
    double centreX(int frame);

    /** The middle, in pixels from the top. */
    double centreY(int frame);

    /** In pixels. */
    double height();

    /** In pixels. */
    double width();

    /** Whether it is there at all; it may be outside the image. */
    boolean isThere(int frame);

    /** Whether a pixel belongs to it; 1 inside, 0 outside, between at the border. */
    double covers(int frame, int row, int column);

    /** How bright its surface is at a pixel, about 1; the pattern moves with it. */
    double shade(int frame, int row, int column);

    /** Whether it should not be there like that. */
    boolean isAnomalous(int frame);

    /** The part of it that is inside an image; empty if it is outside, or not there. */
    default Optional<Box> box(int frame, int imageHeight, int imageWidth) {
        if (!isThere(frame)) {
            return Optional.empty();
        }
        int left = clamp(Math.floor(centreX(frame) - width() / 2), imageWidth);
        int top = clamp(Math.floor(centreY(frame) - height() / 2), imageHeight);
        int right = clamp(Math.ceil(centreX(frame) + width() / 2), imageWidth);
        int bottom = clamp(Math.ceil(centreY(frame) + height() / 2), imageHeight);
        return right > left && bottom > top
                ? Optional.of(new Box(left, top, right - left, bottom - top))
                : Optional.empty();
    }

    private static int clamp(double value, int most) {
        return (int) Math.max(0, Math.min(most, value));
    }
}
