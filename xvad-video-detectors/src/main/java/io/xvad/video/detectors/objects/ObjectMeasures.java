package io.xvad.video.detectors.objects;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.video.motion.Motion;
import io.xvad.video.motion.Tracker;

/**
 * What is measured of a tracked object beside its box and its velocity. Of what has just begun or come out of others nothing is known yet. Immutable.
 *
 * @param stay seconds for which it has been within a tenth of the frame's height of one place, passers-by notwithstanding; NaN if it is not known, as where the border of
 *     the frame cuts it
 * @param crowding share of a square around it that other foreground covers, see {@link Crowding}; NaN if it is not known
 * @param colours number of its colours, see {@link ColourCount}; NaN if it is not known
 */
public record ObjectMeasures(double stay, double crowding, double colours) {

    /** Nothing is known. */
    public static final ObjectMeasures UNKNOWN = new ObjectMeasures(Double.NaN, Double.NaN, Double.NaN);

    /** Frames from which they are known: what merges and comes apart changes them. */
    private static final int STEADY = 4;

    /**
     * Those of an object in a frame.
     *
     * @param stay seconds, see {@link Stays}
     */
    static ObjectMeasures of(Tracker.TrackedObject tracked, double stay, Motion motion, Crowding crowding) {
        if (tracked.frames() < STEADY) {
            return UNKNOWN;
        }
        boolean isCut = isCut(tracked.object().box(), motion.frame().image());
        return new ObjectMeasures(
                isCut ? Double.NaN : stay,
                crowding.around(tracked.object()),
                ColourCount.count(motion, tracked.object().positions()));
    }

    /** Whether it is known how long it has stayed. */
    public boolean isStayKnown() {
        return !Double.isNaN(stay);
    }

    /** Whether it has been followed for long enough that crowding and colours are known. */
    public boolean isSteady() {
        return !Double.isNaN(crowding + colours);
    }

    private static boolean isCut(Box box, Image image) {
        return box.x() == 0
                || box.y() == 0
                || box.x() + box.width() == image.width()
                || box.y() + box.height() == image.height();
    }
}
