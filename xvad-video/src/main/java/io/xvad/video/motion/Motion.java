package io.xvad.video.motion;

import io.xvad.core.Box;
import io.xvad.core.Image;
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

    /**
     * The box around some positions, on the grid.
     *
     * @param positions at least one, row-major
     */
    public Box gridBox(int[] positions) {
        int top = Integer.MAX_VALUE;
        int left = Integer.MAX_VALUE;
        int bottom = 0;
        int right = 0;
        for (int position : positions) {
            top = Math.min(top, position / width());
            bottom = Math.max(bottom, position / width());
            left = Math.min(left, position % width());
            right = Math.max(right, position % width());
        }
        return new Box(left, top, right - left + 1, bottom - top + 1);
    }

    /** The positions of the grid that a box in the frame touches. */
    public Box onGrid(Box pixels) {
        Image image = frame.image();
        double down = image.height() / (double) height();
        double across = image.width() / (double) width();
        int y = (int) (pixels.y() / down);
        int x = (int) (pixels.x() / across);
        int end = Math.min(height(), (int) Math.ceil((pixels.y() + pixels.height()) / down));
        int side = Math.min(width(), (int) Math.ceil((pixels.x() + pixels.width()) / across));
        return new Box(x, y, Math.max(1, side - x), Math.max(1, end - y));
    }

    /** The pixels of the frame that a box on the grid covers. */
    public Box inFrame(Box grid) {
        Image image = frame.image();
        double down = image.height() / (double) height();
        double across = image.width() / (double) width();
        int y = (int) (grid.y() * down);
        int x = (int) (grid.x() * across);
        int end = Math.min(image.height(), (int) Math.ceil((grid.y() + grid.height()) * down));
        int side = Math.min(image.width(), (int) Math.ceil((grid.x() + grid.width()) * across));
        return new Box(x, y, Math.max(1, side - x), Math.max(1, end - y));
    }
}
