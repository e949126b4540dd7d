package io.xvad.foundation.segment;

import io.xvad.core.Box;

/**
 * Where a phrase was found in an image; lengths are shares of the image's width and height.
 *
 * @param centreX of the box
 * @param centreY of the box
 * @param width of the box
 * @param height of the box
 * @param phrase those words of the caption that the box answers to; may be empty
 * @param score the largest probability of any of the caption's tokens, in [0, 1]
 */
public record GroundedBox(double centreX, double centreY, double width, double height, String phrase, double score) {

    /** Its area as a share of the image's. */
    public double area() {
        return width * height;
    }

    /** Left, top, right and bottom in pixels of an image, which the box may leave. */
    public double[] corners(int imageHeight, int imageWidth) {
        return new double[] {
            (centreX - width / 2) * imageWidth,
            (centreY - height / 2) * imageHeight,
            (centreX + width / 2) * imageWidth,
            (centreY + height / 2) * imageHeight
        };
    }

    /** The pixels of an image that it covers, at least one. */
    public Box pixels(int imageHeight, int imageWidth) {
        double[] corners = corners(imageHeight, imageWidth);
        int left = within(Math.floor(corners[0]), imageWidth - 1);
        int top = within(Math.floor(corners[1]), imageHeight - 1);
        int right = within(Math.ceil(corners[2]) - 1, imageWidth - 1);
        int bottom = within(Math.ceil(corners[3]) - 1, imageHeight - 1);
        return new Box(left, top, Math.max(left, right) - left + 1, Math.max(top, bottom) - top + 1);
    }

    private static int within(double position, int last) {
        return (int) Math.max(0, Math.min(last, position));
    }
}
