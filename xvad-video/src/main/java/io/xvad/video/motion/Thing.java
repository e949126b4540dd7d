package io.xvad.video.motion;

import io.xvad.core.Box;

/**
 * Something in front of the background.
 *
 * @param box around it, in pixels of the frame
 * @param positions of the grid that belong to it, row-major
 */
public record Thing(Box box, int[] positions) {}
