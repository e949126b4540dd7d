package io.xvad.video.exemplars;

import io.xvad.video.motion.Motion;
import io.xvad.video.motion.Things;
import io.xvad.video.motion.Tracker;

/**
 * What of the foreground stands still: pixels without flow of things that were followed for a while and whose boxes do not move. Neither
 * alone says so: flow is 0 between two that pass each other as well, and their common box does not move for a moment. Not
 * thread-safe.
 */
final class Standing {

    /** Pixels a nominal interval; what is slower does not move. */
    static final double MOVES = 0.25;

    private static final double SMALLEST = 0.0006;
    /** Frames; two that pass each other are one thing for less. */
    private static final int STEADY = 10;

    /** A thing that changes by more merges, comes apart or hides: whether it moves is not known. */
    private static final double CLEAR = 1.2;

    private final Tracker tracker;

    Standing(double framesPerSecond) {
        this.tracker = new Tracker(framesPerSecond);
    }

    /** Of the next frame, at each position of the grid. */
    boolean[] in(Motion motion) {
        boolean[] still = new boolean[motion.foreground().length];
        tracker.follow(Things.in(motion, SMALLEST), motion.frame(), motion.scale()).stream()
                .filter(Standing::stands)
                .forEach(one -> {
                    for (int at : one.thing().positions()) {
                        still[at] = motion.flow().speed(at) <= MOVES;
                    }
                });
        return still;
    }

    private static boolean stands(Tracker.Tracked one) {
        return one.frames() >= STEADY && one.change() <= CLEAR && Math.hypot(one.right(), one.down()) <= MOVES;
    }
}
