package io.xvad.video.dataset;

import io.xvad.core.Image;
import io.xvad.core.Mask;

/** The anomalous pixels of each frame of one video. Thread-safe. */
@FunctionalInterface
interface FrameMasks {

    /**
     * Reads a mask.
     *
     * @param frame index of the frame, from 0
     * @param image the frame itself
     */
    Mask read(int frame, Image image);

    /** Masks of a video in which nothing is anomalous. */
    static FrameMasks none() {
        return (frame, image) -> Mask.of(image.height(), image.width(), new boolean[image.height() * image.width()]);
    }
}
