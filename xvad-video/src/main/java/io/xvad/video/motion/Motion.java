package io.xvad.video.motion;

import io.xvad.core.stream.Frame;
import io.xvad.video.flow.FlowField;

/**
 * Optical flow and foreground of a frame, on a grid that may be coarser than its pixels.
 *
 * @param frame the frame
 * @param flow how what is at each position of the grid has moved since the frame before, in pixels of the frame a nominal interval
 *     between frames
 * @param foreground whether each position differs from the background
 */
public record Motion(Frame frame, FlowField flow, boolean[] foreground) {

    /** Rows of the grid. */
    public int height() {
        return flow.height();
    }

    /** Columns of the grid. */
    public int width() {
        return flow.width();
    }

    /** Pixels of the frame for each position of the grid, along a side. */
    public double scale() {
        return frame.image().height() / (double) height();
    }
}
