package io.xvad.video.detectors.attributes;

import io.xvad.core.Box;
import io.xvad.video.detectors.objects.ColourCount;

/**
 * The measured attributes of one object in one frame.
 *
 * @param box where it is, in pixels of the frame
 * @param speed in pixels a nominal interval; NaN if it is not known
 * @param heading direction in which it moves, in radians; 0 is to the right, pi / 2 downwards; NaN if it is not known
 * @param whole whether it is all of an object that has been tracked for a while; of what is only part of one, or has just come out of
 *     others, neither heading and stay nor size, crowding and colours are known
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
 * @param velocity see {@link VelocityHistogram}, in pixels a nominal interval; empty if it does not count
 */
record Observation(
        Box box,
        float speed,
        float heading,
        boolean whole,
        float stay,
        float x,
        float y,
        float foot,
        boolean cut,
        float crowding,
        float colours,
        float[] appearance,
        float[] pose,
        float[] velocity) {

    /** Longer than the clip could show. */
    static final float LONGER = Float.MAX_VALUE;

    Observation withStay(float seconds) {
        return new Observation(
                box, speed, heading, whole, seconds, x, y, foot, cut, crowding, colours, appearance, pose, velocity);
    }

    /** Whether speed and heading were measured. */
    boolean hasVelocity() {
        return !Float.isNaN(speed);
    }

    /** Whether its heading can be compared with those at its place: a part may be where another heading is usual than where its whole is. */
    boolean hasHeading() {
        return whole && hasVelocity();
    }

    /** Whether it is known for how long it has stayed: the border of the frame hides whether what it cuts moves. */
    boolean hasStay() {
        return whole && !cut;
    }

    /** Height as a share of the frame's height. */
    double tall() {
        return 2.0 * (foot - y);
    }

    /** Whether both have a pose of as many keypoints. */
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
}
