package io.xvad.video.relations;

import java.util.List;
import java.util.function.Predicate;

/**
 * Two objects over the frames in which both were seen, the oldest first and the present one last. Immutable.
 *
 * @param moments at least one
 */
public record PairHistory(List<PairMoment> moments) {

    public PairHistory {
        moments = List.copyOf(moments);
        if (moments.isEmpty()) {
            throw new IllegalArgumentException("a history needs at least one moment");
        }
    }

    /** The present frame. */
    public PairMoment now() {
        return moments.get(moments.size() - 1);
    }

    /**
     * Whether a condition has held in every frame of the last few seconds.
     *
     * @param seconds for how long; if both have not been seen for that long, it has not
     */
    public boolean lasted(double seconds, Predicate<PairMoment> condition) {
        double since = now().seconds() - seconds;
        for (int i = moments.size() - 1; i >= 0; i--) {
            if (!condition.test(moments.get(i))) {
                return false;
            }
            if (moments.get(i).seconds() <= since + 1e-9) {
                return true;
            }
        }
        return false;
    }

    /** The frame that many seconds ago, or the first one if they have been seen for less. */
    public PairMoment ago(double seconds) {
        double since = now().seconds() - seconds;
        for (int i = moments.size() - 1; i > 0; i--) {
            if (moments.get(i).seconds() <= since + 1e-9) {
                return moments.get(i);
            }
        }
        return moments.get(0);
    }

    /** The same with subject and object changed over. */
    public PairHistory reversed() {
        return new PairHistory(moments.stream().map(PairMoment::reversed).toList());
    }
}
