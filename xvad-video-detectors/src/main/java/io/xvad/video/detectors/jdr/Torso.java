package io.xvad.video.detectors.jdr;

import io.xvad.core.Box;

/** How a torso leans, by the 17 keypoints of COCO, in which shoulders are the sixth and seventh and hips the twelfth and thirteenth. */
final class Torso {

    private static final int COORDINATES = 34;
    private static final int SHOULDERS = 5;
    private static final int HIPS = 11;

    private Torso() {}

    /**
     * Degrees between the line from hips to shoulders and the vertical, in [0, 180].
     *
     * @param pose keypoints in shares of the box
     * @return NaN if there are not 17 keypoints
     */
    static double lean(float[] pose, Box box) {
        if (pose.length != COORDINATES) {
            return Double.NaN;
        }
        double across = (middle(pose, SHOULDERS, 0) - middle(pose, HIPS, 0)) * box.width();
        double up = (middle(pose, HIPS, 1) - middle(pose, SHOULDERS, 1)) * box.height();
        return Math.toDegrees(Math.abs(Math.atan2(across, up)));
    }

    /** Of a keypoint and the next. */
    private static double middle(float[] pose, int keypoint, int axis) {
        return (pose[2 * keypoint + axis] + pose[2 * keypoint + 2 + axis]) / 2;
    }
}
