package io.xvad.video.motion;

import io.xvad.core.Box;

/**
 * An object in front of the background, in one frame.
 *
 * @param box around it, in pixels of the frame
 * @param positions of the grid that belong to it, row-major
 * @param pose keypoints, x and y in shares of the box from its upper left corner; empty if they are not known
 */
public record ForegroundObject(Box box, int[] positions, float[] pose) {

    /** An object whose pose is not known. */
    public ForegroundObject(Box box, int[] positions) {
        this(box, positions, new float[0]);
    }
}
