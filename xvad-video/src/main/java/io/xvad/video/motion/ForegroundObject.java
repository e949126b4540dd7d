package io.xvad.video.motion;

import io.xvad.core.Box;

/**
 * An object in front of the background, in one frame.
 *
 * @param box around it, in pixels of the frame
 * @param positions of the grid that belong to it, row-major
 * @param pose keypoints, x and y in shares of the box from its upper left corner; empty if they are not known
 * @param className what an object detector calls it; {@link #UNNAMED} if it only stands out from the background
 * @param confidence how sure that detector is, in [0, 1]; 1 if it only stands out from the background
 */
public record ForegroundObject(Box box, int[] positions, float[] pose, String className, double confidence) {

    /** The class of what stands out from the background and has no name. */
    public static final String UNNAMED = "thing";

    /** Something that stands out from the background, whose pose is not known. */
    public ForegroundObject(Box box, int[] positions) {
        this(box, positions, new float[0], UNNAMED, 1);
    }
}
