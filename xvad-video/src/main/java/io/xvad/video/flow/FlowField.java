package io.xvad.video.flow;

/**
 * Optical flow: how far each pixel of a frame has moved in the next one.
 *
 * @param height of the frame
 * @param width of the frame
 * @param right displacement to the right in pixels, row-major
 * @param down displacement downwards in pixels, row-major
 */
public record FlowField(int height, int width, float[] right, float[] down) {

    /** Length of the displacement of a pixel, in pixels. */
    public double speed(int pixel) {
        return Math.hypot(right[pixel], down[pixel]);
    }

    /** Direction of the displacement, in radians from -pi to pi; 0 is to the right, pi / 2 downwards. */
    public double direction(int pixel) {
        return Math.atan2(down[pixel], right[pixel]);
    }
}
