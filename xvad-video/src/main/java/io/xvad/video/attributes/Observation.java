package io.xvad.video.attributes;

import io.xvad.core.Box;

/**
 * Measured attributes of one thing in one frame.
 *
 * @param box where it is, in pixels of the frame
 * @param velocity speed by eight directions, the first to the right and the others clockwise, divided between the two nearest
 * @param right motion of its centre to the right over a few frames, in pixels a nominal interval
 * @param down the same, downwards
 * @param stay seconds for which it has been within a tenth of the frame's height of one place; {@link #LONGER} if it was there
 *     for a good part of a training clip, which does not tell for how long it would have been
 * @param x centre, as a share of the frame's height
 * @param y foot, as a share of the frame's height
 * @param cut whether the border of the frame cuts it, so that its size is not known
 * @param crowding share of a square around it that belongs to other things
 * @param appearance features of its picture by the backbone, of length 1
 */
record Observation(
        Box box,
        float[] velocity,
        float right,
        float down,
        float stay,
        float x,
        float y,
        boolean cut,
        float crowding,
        float[] appearance) {

    static final int DIRECTIONS = 8;

    /** Longer than the clip could show. */
    static final float LONGER = Float.MAX_VALUE;

    Observation withStay(float seconds) {
        return new Observation(box, velocity, right, down, seconds, x, y, cut, crowding, appearance);
    }

    /** Pixels a nominal interval. */
    double speed() {
        return Math.hypot(right, down);
    }

    /** Radians; 0 is to the right, pi / 2 downwards. */
    double heading() {
        return Math.atan2(down, right);
    }
}
