package io.xvad.video.detectors.attributes;

import io.xvad.core.Box;

/**
 * The measured attributes of one object in one frame.
 *
 * @param box where it is, in pixels of the frame
 * @param speed of its middle over a few frames, in pixels a nominal interval
 * @param heading direction of that in radians; 0 is to the right, pi / 2 downwards
 * @param change how many times as large as at the least it was in these frames, see
 *     {@link io.xvad.video.motion.Tracker.TrackedObject}
 * @param stay seconds for which it has been within a tenth of the frame's height of one place; {@link #LONGER} if it was there
 *     for a good part of a training clip, which does not tell for how long it would have been
 * @param x middle, as a share of the frame's height
 * @param y middle, as a share of the frame's height
 * @param foot lower end, as a share of the frame's height
 * @param cut whether the border of the frame cuts it, so that its box is only part of it
 * @param crowding share of a square around it that belongs to other objects
 * @param colours number of its colours, see {@link ColourCount}
 * @param appearance features of its crop by the backbone, of length 1
 * @param pose keypoints in shares of the box, see {@link io.xvad.video.motion.ForegroundObject}; empty if they are not known
 */
record Observation(
        Box box,
        float speed,
        float heading,
        float change,
        float stay,
        float x,
        float y,
        float foot,
        boolean cut,
        float crowding,
        float colours,
        float[] appearance,
        float[] pose) {

    /** Longer than the clip could show. */
    static final float LONGER = Float.MAX_VALUE;

    /** An object that changes its size by more merges, comes apart or hides: how it moves is not known. */
    private static final double CLEAR = 1.2;

    Observation withStay(float seconds) {
        return new Observation(
                box, speed, heading, change, seconds, x, y, foot, cut, crowding, colours, appearance, pose);
    }

    /** Whether its pose can be compared with another's. */
    boolean isPosedLike(Observation other) {
        return pose.length > 0 && pose.length == other.pose.length;
    }

    /**
     * Distance of two places in shares of the frame's height; down the frame by the middle or the foot, whichever is nearer, since an
     * object of another size at the same place has only one of them where others have it.
     */
    double away(Observation other) {
        double across = x - other.x;
        double upright = Math.min(Math.abs(y - other.y), Math.abs(foot - other.foot));
        return Math.sqrt(across * across + upright * upright);
    }

    /** Whether speed and heading are those of one object. */
    boolean isClear() {
        return change <= CLEAR;
    }
}
