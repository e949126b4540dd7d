package io.xvad.video.attributes;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.video.motion.Motion;
import io.xvad.video.motion.Thing;
import io.xvad.video.motion.Things;
import io.xvad.video.motion.Tracker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures the attributes of things in a frame. Thread-safe.
 *
 * @param appearance what they look like
 * @param smallest least share of the frame that a thing covers
 */
record Observer(Appearance appearance, double smallest) {

    /** Half a side of the square around a thing in which others are counted, in frame heights. */
    private static final double REACH = 0.15;

    private static final int STEADY = 3;

    /** Those that have been followed for a few frames: what flickers is left out. */
    List<Observation> observe(Motion motion, Tracker tracker) {
        Image image = motion.frame().image();
        List<Tracker.Tracked> things = tracker.follow(Things.in(motion, smallest), motion.frame()).stream()
                .filter(tracked -> tracked.frames() >= STEADY)
                .toList();
        List<float[]> looks = appearance.of(things.stream()
                .map(tracked -> image.crop(tracked.thing().box()))
                .toList());
        IntegralMask foreground = IntegralMask.of(motion.foreground(), motion.width());
        List<Observation> observations = new ArrayList<>();
        for (int i = 0; i < things.size(); i++) {
            observations.add(observation(motion, things.get(i), foreground, looks.get(i)));
        }
        return observations;
    }

    private static Observation observation(
            Motion motion, Tracker.Tracked tracked, IntegralMask foreground, float[] looks) {
        Thing thing = tracked.thing();
        Box box = thing.box();
        Image image = motion.frame().image();
        float height = image.height();
        boolean cut = box.x() == 0
                || box.y() == 0
                || box.x() + box.width() == image.width()
                || box.y() + box.height() == image.height();
        return new Observation(
                box,
                velocity(tracked.right(), tracked.down()),
                (float) tracked.right(),
                (float) tracked.down(),
                (float) tracked.stay(),
                (box.x() + box.width() / 2f) / height,
                (box.y() + box.height()) / height,
                cut,
                crowding(thing, motion, foreground),
                looks);
    }

    /** Divided between the two nearest directions, so that a small turn is a small change. */
    private static float[] velocity(double right, double down) {
        float[] velocity = new float[Observation.DIRECTIONS];
        double speed = Math.hypot(right, down);
        double sector = Math.atan2(down, right) / (2 * Math.PI) * Observation.DIRECTIONS;
        int below = (int) Math.floor(sector);
        double share = sector - below;
        velocity[Math.floorMod(below, Observation.DIRECTIONS)] += (float) ((1 - share) * speed);
        velocity[Math.floorMod(below + 1, Observation.DIRECTIONS)] += (float) (share * speed);
        return velocity;
    }

    /** Of the square around it, without what is its own. */
    private static float crowding(Thing thing, Motion motion, IntegralMask foreground) {
        Box box = thing.box();
        double reach = REACH * motion.frame().image().height() / motion.scale();
        double x = (box.x() + box.width() / 2.0) / motion.scale();
        double y = (box.y() + box.height() / 2.0) / motion.scale();
        long own = Arrays.stream(thing.positions())
                .filter(at -> Math.abs(at / motion.width() - y) < reach && Math.abs(at % motion.width() - x) < reach)
                .count();
        double all = foreground.count(y - reach, x - reach, y + reach, x + reach);
        return (float) (Math.max(0, all - own) / (4 * reach * reach));
    }
}
