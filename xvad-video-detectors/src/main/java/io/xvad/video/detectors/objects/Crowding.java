package io.xvad.video.detectors.objects;

import io.xvad.core.Box;
import io.xvad.video.motion.ForegroundObject;
import io.xvad.video.motion.Motion;
import java.util.Arrays;

/** How much there is around the objects of one frame. Immutable and thread-safe. */
public final class Crowding {

    /** Half a side of the square around an object in which others are counted, in frame heights. */
    private static final double REACH = 0.15;

    private final Motion motion;
    private final IntegralMask foreground;

    /** Of a frame. */
    public Crowding(Motion motion) {
        this.motion = motion;
        this.foreground = IntegralMask.of(motion.foreground(), motion.width());
    }

    /** The share of the square around an object that other foreground covers, in [0, 1]. */
    public double around(ForegroundObject object) {
        Box box = object.box();
        double reach = REACH * motion.frame().image().height() / motion.scale();
        double x = (box.x() + box.width() / 2.0) / motion.scale();
        double y = (box.y() + box.height() / 2.0) / motion.scale();
        long own = Arrays.stream(object.positions())
                .filter(at -> Math.abs(at / motion.width() - y) < reach && Math.abs(at % motion.width() - x) < reach)
                .count();
        double all = foreground.count(y - reach, x - reach, y + reach, x + reach);
        return Math.max(0, all - own) / (4 * reach * reach);
    }
}
