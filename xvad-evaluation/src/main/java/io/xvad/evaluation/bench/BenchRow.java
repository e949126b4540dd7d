package io.xvad.evaluation.bench;

import io.xvad.explainers.quality.MeasuredExplainer;
import io.xvad.metrics.uncertainty.Bootstrap;
import io.xvad.metrics.uncertainty.PairedComparison;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One explainer on one detector.
 *
 * @param explainer its name; in brackets for what explainers are compared with
 * @param means mean of each figure over the images or clips; NaN where it is not defined for any. Empty if nothing was measured
 * @param intervals confidence interval of each mean, over images or clips
 * @param aboveChance its faithfulness against that of the random map on the same images; empty where either is not defined
 * @param note why nothing was measured; empty if something was
 */
public record BenchRow(
        String explainer,
        Map<BenchFigure, Double> means,
        Map<BenchFigure, Bootstrap.Interval> intervals,
        Optional<PairedComparison> aboveChance,
        String note) {

    /** Above it, by the lower end of its interval, an explanation counts as one that does not change with the model. */
    private static final double SAME = MeasuredExplainer.SAME;

    public BenchRow {
        means = Map.copyOf(means);
        intervals = Map.copyOf(intervals);
    }

    /** Nothing was measured, for a reason. */
    public static BenchRow unmeasured(String explainer, String note) {
        return new BenchRow(explainer, Map.of(), Map.of(), Optional.empty(), note);
    }

    /** The same beside what the random map reached on the same images. */
    BenchRow withAboveChance(Optional<PairedComparison> comparison) {
        return new BenchRow(explainer, means, intervals, comparison, note);
    }

    /** Whether it is no more faithful than a random map: the interval of the difference holds 0 or lies below. */
    public boolean noBetterThanChance() {
        return aboveChance.filter(compared -> compared.interval().low() <= 0).isPresent();
    }

    /**
     * Whether it hardly changes when the weights of the model are random (Adebayo et al., 2018): the interval of the correlation of the
     * two maps lies above 0.5.
     */
    public boolean ignoresTheModel() {
        Bootstrap.Interval interval = intervals.get(BenchFigure.RANDOM_MODEL);
        return interval != null && interval.low() > SAME;
    }

    /** Whether anything was measured. */
    public boolean measured() {
        return !means.isEmpty();
    }

    /**
     * Means and their intervals.
     *
     * @param figures of each image or clip, in the order of {@link BenchFigure}; NaN where one is not defined
     */
    static BenchRow of(String name, double[][] figures, Bootstrap bootstrap) {
        int[] once = new int[figures.length];
        Arrays.fill(once, 1);
        double[] means = means(figures, once);
        List<Bootstrap.Interval> intervals = bootstrap.intervals(figures.length, drawn -> means(figures, drawn));
        Map<BenchFigure, Double> meanByFigure = new EnumMap<>(BenchFigure.class);
        Map<BenchFigure, Bootstrap.Interval> intervalByFigure = new EnumMap<>(BenchFigure.class);
        for (BenchFigure figure : BenchFigure.values()) {
            meanByFigure.put(figure, means[figure.ordinal()]);
            intervalByFigure.put(figure, intervals.get(figure.ordinal()));
        }
        return new BenchRow(name, meanByFigure, intervalByFigure, Optional.empty(), "");
    }

    private static double[] means(double[][] figures, int[] drawn) {
        return IntStream.range(0, BenchFigure.values().length)
                .mapToDouble(figure -> mean(figures, drawn, figure))
                .toArray();
    }

    /** Over those for which the figure is defined. */
    private static double mean(double[][] figures, int[] drawn, int figure) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < drawn.length; i++) {
            if (!Double.isNaN(figures[i][figure])) {
                sum += drawn[i] * figures[i][figure];
                count += drawn[i];
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }
}
