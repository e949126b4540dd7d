package io.xvad.video.detectors.objects;

import io.xvad.core.Box;
import io.xvad.video.relations.SceneObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * For how long the objects of one video have stayed. Who stands still is merged with each passer-by, and then has a track of its own again: what
 * stands where something stood a moment before is taken for the same. Not thread-safe.
 */
final class Stays {

    /** Seconds for which it is remembered that something stood at a place. */
    private static final double REMEMBERED = 3;

    /** Seconds for which something must have stayed to be remembered: two that pass each other seem to stand for a moment. */
    private static final double STEADY = 0.5;

    /** The least share of both boxes together that both cover. */
    private static final double SAME = 0.5;

    private final double still;
    private final List<Stood> stood = new ArrayList<>();

    /** Where something stood, since when, and when it was last seen there. */
    private record Stood(Box box, double since, double last) {

        boolean isAt(Box other) {
            double common = box.common(other);
            return common >= SAME * (box.area() + other.area() - common);
        }
    }

    /**
     * At the beginning of a video.
     *
     * @param still speed below which something stands, in heights of its own a second
     */
    Stays(double still) {
        this.still = still;
    }

    /**
     * The stays of the objects of the next frame, in seconds, in their order.
     *
     * @param tracked for how long the track of each has stayed
     * @param seconds time stamp of the frame
     */
    List<Double> next(List<SceneObject> objects, List<Double> tracked, double seconds) {
        stood.removeIf(one -> one.last < seconds - REMEMBERED);
        List<Double> stays = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            SceneObject object = objects.get(i);
            double since = seconds - tracked.get(i);
            boolean stands = object.speed() < still * object.box().height();
            stays.add(seconds - (stands ? stands(object.box(), since, seconds) : since));
        }
        return stays;
    }

    /** Since when something has stood in a box, which is remembered as it first stood there. */
    private double stands(Box box, double since, double seconds) {
        Optional<Stood> before =
                stood.stream().filter(one -> one.isAt(box)).min(Comparator.comparingDouble(Stood::since));
        before.ifPresent(stood::remove);
        Stood now = before.map(one -> new Stood(one.box, Math.min(since, one.since), seconds))
                .orElse(new Stood(box, since, seconds));
        if (now.last - now.since >= STEADY) {
            stood.add(now);
        }
        return now.since;
    }
}
