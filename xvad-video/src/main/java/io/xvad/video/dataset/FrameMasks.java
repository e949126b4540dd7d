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
     * @param picture the frame itself
     */
    Mask read(int frame, Image picture);

    /** Masks of a video in which nothing is anomalous. */
    static FrameMasks none() {
        return (frame, picture) ->
                Mask.of(picture.height(), picture.width(), new boolean[picture.height() * picture.width()]);
    }
}
