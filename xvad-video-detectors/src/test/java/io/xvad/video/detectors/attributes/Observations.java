package io.xvad.video.detectors.attributes;

import io.xvad.core.Box;

/** Observations of which a test needs little. */
final class Observations {

    private Observations() {}

    /** Something of 10 x 20 pixels that stands in the middle. */
    static Observation of(float[] appearance, float[] pose, float[] velocity) {
        return of(new Box(40, 40, 10, 20), false, appearance, pose, velocity);
    }

    /** Something with this box that stands there, in a frame of 100 rows. */
    static Observation sized(int width, int height, boolean cut) {
        return of(new Box(40, 40, width, height), cut, new float[0], new float[0], new float[0]);
    }

    private static Observation of(Box box, boolean cut, float[] appearance, float[] pose, float[] velocity) {
        float foot = (box.y() + box.height()) / 100f;
        return new Observation(box, 0, 0, true, 0, 0.45f, 0.5f, foot, cut, 0, 1, appearance, pose, velocity);
    }
}
