package io.xvad.video.objects;

/**
 * Where a frame lies in the image that a network sees.
 *
 * @param across pixels of the network's image for each pixel of the frame, across
 * @param down pixels of the network's image for each pixel of the frame, down
 * @param left where the frame begins in the network's image
 * @param top where the frame begins in the network's image
 * @param height of the network's image
 * @param width of the network's image
 * @param frameHeight of the frame
 * @param frameWidth of the frame
 */
record Placement(
        double across, double down, double left, double top, int height, int width, int frameHeight, int frameWidth) {

    /** A column of the network's image as one of the frame. */
    double x(double column) {
        return (column - left) / across;
    }

    /** A row of the network's image as one of the frame. */
    double y(double row) {
        return (row - top) / down;
    }
}
