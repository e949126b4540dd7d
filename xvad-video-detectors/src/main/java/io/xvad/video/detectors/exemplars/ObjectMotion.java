package io.xvad.video.detectors.exemplars;

import io.xvad.video.flow.FlowField;
import io.xvad.video.motion.ForegroundObject;
import io.xvad.video.motion.ForegroundObjects;
import io.xvad.video.motion.Motion;
import io.xvad.video.motion.Tracker;
import java.util.Arrays;

/**
 * What optical flow does not tell of the foreground is told by following its things. Flow loses what is small and fast: the pixels
 * of a thing whose box moves have the velocity of the box. And flow is 0 between two that pass each other: what stands still are pixels
 * without flow of things that were followed for a while and whose boxes do not move; the common box of two does not move for a moment
 * either. Not thread-safe.
 */
final class ObjectMotion {

    /** Pixels a nominal interval; what is slower does not move. */
    static final double MOVES = 0.25;

    private static final double SMALLEST = 0.0006;
    /** Frames; two that pass each other are one thing for less. */
    private static final int STEADY = 10;

    /** Frames from which the velocity of a box is known. */
    private static final int KNOWN = 4;

    /** A thing whose flow is slower than this share of its speed is lost to it; a pixel that is as many times faster is wrong. */
    private static final double LOST = 0.6;

    /** A thing that changes by more merges, comes apart or hides: whether it moves is not known. */
    private static final double CLEAR = 1.2;

    private final Tracker tracker;

    ObjectMotion(double framesPerSecond) {
        this.tracker = new Tracker(framesPerSecond);
    }

    /**
     * How each position of the grid moves.
     *
     * @param flow in pixels of the frame for each nominal interval
     * @param still whether it belongs to a thing that stands still
     */
    record Moves(FlowField flow, boolean[] still) {}

    /** Of the next frame. */
    Moves in(Motion motion) {
        FlowField flow = motion.flow();
        Moves moves = new Moves(
                new FlowField(
                        flow.height(),
                        flow.width(),
                        flow.right().clone(),
                        flow.down().clone()),
                new boolean[motion.foreground().length]);
        tracker.follow(ForegroundObjects.in(motion, SMALLEST), motion.frame(), motion.scale()).stream()
                .filter(one -> one.frames() >= KNOWN && one.change() <= CLEAR)
                .forEach(one -> tell(one, moves));
        return moves;
    }

    private static void tell(Tracker.TrackedObject one, Moves moves) {
        double speed = Math.hypot(one.right(), one.down());
        boolean lost = mean(one.thing(), moves.flow) < LOST * speed;
        for (int at : one.thing().positions()) {
            double flows = moves.flow.speed(at);
            if (speed <= MOVES) {
                moves.still[at] = one.frames() >= STEADY && flows <= MOVES;
            } else if (lost || flows > speed / LOST) {
                moves.flow.right()[at] = (float) one.right();
                moves.flow.down()[at] = (float) one.down();
            }
        }
    }

    private static double mean(ForegroundObject thing, FlowField flow) {
        return Arrays.stream(thing.positions())
                .mapToDouble(flow::speed)
                .average()
                .orElse(0);
    }
}
