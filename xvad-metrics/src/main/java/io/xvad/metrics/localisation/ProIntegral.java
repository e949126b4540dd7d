package io.xvad.metrics.localisation;

import io.xvad.metrics.detection.Curve;
import io.xvad.metrics.detection.ThresholdSweep;

/** Integrates the mean region overlap over the false-positive rate while a threshold sweeps down. */
final class ProIntegral implements ThresholdSweep.Vertex {

    private static final double DISPLAY_STEP = 0.002;

    private final double limit;
    private final int negatives;
    private final long[] positives;
    private final int[] regionAreas;
    private final Curve.Thinning curve = new Curve.Thinning(DISPLAY_STEP, new Curve.Point(0, 0));
    private int crossed;
    private double overlap;
    private double rate;
    private double area;

    ProIntegral(double limit, int negatives, long[] positives, int[] regionAreas) {
        this.limit = limit;
        this.negatives = negatives;
        this.positives = positives;
        this.regionAreas = regionAreas;
    }

    @Override
    public void at(double threshold, long falsePositives, long truePositives) {
        double nextOverlap = overlap;
        for (; crossed < truePositives; crossed++) {
            int region = RankedPixel.region(positives[positives.length - 1 - crossed]);
            nextOverlap += 1.0 / regionAreas[region] / regionAreas.length;
        }
        double nextRate = falsePositives / (double) negatives;
        integrate(nextRate, nextOverlap);
        rate = nextRate;
        overlap = nextOverlap;
    }

    private void integrate(double nextRate, double nextOverlap) {
        if (rate >= limit) {
            return;
        }
        double end = nextRate;
        double endOverlap = nextOverlap;
        if (nextRate > limit) {
            end = limit;
            endOverlap = overlap + (nextOverlap - overlap) * (limit - rate) / (nextRate - rate);
        }
        area += (end - rate) * (overlap + endOverlap) / 2;
        curve.add(new Curve.Point(end, endOverlap));
    }

    double aupro() {
        return negatives == 0 || positives.length == 0 ? Double.NaN : Math.min(1, area / limit);
    }

    Curve curve() {
        return curve.curve();
    }
}
