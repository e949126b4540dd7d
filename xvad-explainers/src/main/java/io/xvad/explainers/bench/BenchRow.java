package io.xvad.explainers.bench;

import io.xvad.metrics.uncertainty.Bootstrap;
import java.util.Map;

/**
 * One explainer on one detector.
 *
 * @param explainer its name; in brackets for what explainers are compared with
 * @param means mean of each figure over the images; NaN where it is not defined for any. Empty if nothing was measured
 * @param intervals confidence interval of each mean, over images
 * @param note why nothing was measured; empty if something was
 */
public record BenchRow(
        String explainer, Map<BenchFigure, Double> means, Map<BenchFigure, Bootstrap.Interval> intervals, String note) {

    public BenchRow {
        means = Map.copyOf(means);
        intervals = Map.copyOf(intervals);
    }

    /** Whether anything was measured. */
    public boolean measured() {
        return !means.isEmpty();
    }
}
