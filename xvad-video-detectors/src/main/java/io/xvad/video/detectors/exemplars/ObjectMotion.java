package io.xvad.video.detectors.exemplars;

import io.xvad.video.flow.FlowField;
import io.xvad.video.motion.ForegroundObject;
import io.xvad.video.motion.ForegroundObjects;
import io.xvad.video.motion.Motion;
import io.xvad.video.motion.Tracker;
import java.util.Arrays;

/**
 * Corrects optical flow by tracking the objects of the foreground. Flow loses small fast objects: the pixels of an object whose box
 * moves get the velocity of the box. And flow is 0 where two objects pass each other: pixels count as standing still only if they have
 * no flow and belong to an object that has been tracked for a while without its box moving, since the common box of two does not move
 * for a moment either. Not thread-safe.
 */
final class ObjectMotion {

    /** Pixels a nominal interval; what is slower does not move. */
    static final double MOVES = 0.25;

    private static final double SMALLEST = 0.0006;

    /** Frames; two objects that pass each other are one for less. */
    private static final int STEADY = 10;

    private final Tracker tracker;

    ObjectMotion(double framesPerSecond) {
        this.tracker = new Tracker(framesPerSecond);
    }

    /**
     * How each position of the grid moves.
     *
     * @param flow in pixels of the frame for each nominal interval
     * @param still whether it belongs to an object that stands still
     */
    record Moves(FlowField flow, boolean[] still) {}

    /** Corrects the flow of the next frame. */
    Moves in(Motion motion) {
        FlowField flow = motion.flow();
        Moves moves = new Moves(
                new FlowField(
                        flow.height(),
                        flow.width(),
                        flow.right().clone(),
                        flow.down().clone()),
                new boolean[motion.foreground().length]);
        tracker.track(ForegroundObjects.in(motion, SMALLEST), motion.frame(), motion.scale()).stream()
                .filter(Tracker.TrackedObject::isClear)
                .forEach(one -> correct(one, moves));
        return moves;
    }

    private static void correct(Tracker.TrackedObject one, Moves moves) {
        double speed = one.speed();
        boolean lost = one.isLostBy(mean(one.object(), moves.flow));
        for (int at : one.object().positions()) {
            double flows = moves.flow.speed(at);
            if (speed <= MOVES) {
                moves.still[at] = one.frames() >= STEADY && flows <= MOVES;
            } else if (lost) {
                moves.flow.right()[at] = (float) one.right();
                moves.flow.down()[at] = (float) one.down();
            }
        }
    }

    private static double mean(ForegroundObject object, FlowField flow) {
        return Arrays.stream(object.positions())
                .mapToDouble(flow::speed)
                .average()
                .orElse(0);
    }
}
