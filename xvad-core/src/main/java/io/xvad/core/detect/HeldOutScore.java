package io.xvad.core.detect;

import io.xvad.core.Detection;
import io.xvad.core.calibrate.MapStatistics;
import java.io.Serializable;

/**
 * What calibration needs of one normal sample held out, on its way between machines: its score, and the largest value, the median and the
 * high values of its maps, a few hundred bytes. Immutable.
 */
public final class HeldOutScore implements Serializable {

    private final double score;
    private final double[] maxima;
    private final double[] medians;
    private final double[] tails;

    private HeldOutScore(double score, MapStatistics maps) {
        this.score = score;
        this.maxima = maps.maxima();
        this.medians = maps.medians();
        this.tails = maps.tails();
    }

    /** What calibration needs of a detection. */
    public static HeldOutScore of(Detection detection) {
        return new HeldOutScore(detection.score(), MapStatistics.none().with(detection.maps()));
    }

    double score() {
        return score;
    }

    MapStatistics maps() {
        return MapStatistics.restore(maxima, medians, tails);
    }
}
