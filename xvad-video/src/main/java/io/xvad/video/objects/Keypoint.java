package io.xvad.video.objects;

/**
 * A keypoint of an object, such as an elbow.
 *
 * @param x in pixels of the frame, from its left border; it may lie outside
 * @param y in pixels of the frame, from its upper border; it may lie outside
 * @param score how sure the network is of it, in [0, 1] for most networks; 1 if it does not say
 */
public record Keypoint(double x, double y, double score) {

    Keypoint moved(double right, double down) {
        return new Keypoint(x + right, y + down, score);
    }
}
