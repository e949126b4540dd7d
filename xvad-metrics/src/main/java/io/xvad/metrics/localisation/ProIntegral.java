package io.xvad.metrics.localisation;

import io.xvad.metrics.detection.Curve;
import io.xvad.metrics.detection.LimitedArea;
import io.xvad.metrics.detection.ThresholdSweep;

/** Integrates the mean region overlap over the false-positive rate while a threshold sweeps down. */
final class ProIntegral implements ThresholdSweep.Vertex {

    private static final double DISPLAY_STEP = 0.002;

    private final double limit;
    private final int negatives;
    private final long[] positives;
    private final int[] saturation;
    private final int[] flagged;
    private final LimitedArea area;
    private final Curve.Thinning curve = new Curve.Thinning(DISPLAY_STEP, new Curve.Point(0, 0));
    private int crossed;
    private double overlap;

    /** An integral over positives sorted by score, whose regions count as found whole at their saturation. */
    ProIntegral(double limit, int negatives, long[] positives, int[] saturation) {
        this.limit = limit;
        this.negatives = negatives;
        this.positives = positives;
        this.saturation = saturation;
        this.flagged = new int[saturation.length];
        this.area = new LimitedArea(limit);
    }

    @Override
    public void at(double threshold, long falsePositives, long truePositives) {
        if (area.full()) {
            return;
        }
        for (; crossed < truePositives; crossed++) {
            int region = RankedPixel.region(positives[positives.length - 1 - crossed]);
            if (flagged[region]++ < saturation[region]) {
                overlap += 1.0 / saturation[region] / saturation.length;
            }
        }
        curve.add(area.to(falsePositives / (double) negatives, overlap));
    }

    double aupro() {
        return negatives == 0 || positives.length == 0 ? Double.NaN : Math.min(1, area.total() / limit);
    }

    Curve curve() {
        return curve.curve();
    }
}
