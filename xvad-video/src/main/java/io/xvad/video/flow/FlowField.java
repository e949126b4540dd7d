package io.xvad.video.flow;

/**
 * Where each pixel of a frame was seen to go until the next.
 *
 * @param height of the frame
 * @param width of the frame
 * @param right row-major, pixels to the right
 * @param down row-major, pixels downwards
 */
public record FlowField(int height, int width, float[] right, float[] down) {

    /** How far, in pixels. */
    public double speed(int pixel) {
        return Math.hypot(right[pixel], down[pixel]);
    }

    /** Which way, in radians from -pi to pi; 0 is to the right, pi / 2 downwards. */
    public double direction(int pixel) {
        return Math.atan2(down[pixel], right[pixel]);
    }
}
