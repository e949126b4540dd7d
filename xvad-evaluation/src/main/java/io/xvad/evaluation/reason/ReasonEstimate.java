package io.xvad.evaluation.reason;

import io.xvad.metrics.uncertainty.Bootstrap;
import io.xvad.metrics.uncertainty.Proportion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A figure over several images.
 *
 * @param value the figure; NaN if it is defined for none
 * @param interval how certain it is; NaN at both ends if it is defined for none
 * @param images for how many images it is defined
 */
public record ReasonEstimate(double value, Bootstrap.Interval interval, int images) {

    /** A value with the source of its image. */
    private record Value(String source, double value) {}

    static ReasonEstimate of(ReasonFigure figure, List<JudgedReasons> judged, Bootstrap bootstrap) {
        List<Value> values = judged.stream()
                .map(one -> new Value(one.judged().source(), one.figure(figure)))
                .filter(one -> !Double.isNaN(one.value))
                .toList();
        if (values.isEmpty()) {
            return new ReasonEstimate(Double.NaN, new Bootstrap.Interval(Double.NaN, Double.NaN, 1), 0);
        }
        return switch (figure.summary()) {
            case SHARE -> share(values, bootstrap.level());
            case MEDIAN -> drawn(values, bootstrap, true);
            case MEAN -> drawn(values, bootstrap, false);
        };
    }

    private static ReasonEstimate share(List<Value> values, double level) {
        int count = (int) values.stream().filter(one -> one.value == 1).count();
        Proportion share = new Proportion(count, values.size(), bySource(values).size());
        return new ReasonEstimate(share.share(), share.interval(level), values.size());
    }

    private static ReasonEstimate drawn(List<Value> values, Bootstrap bootstrap, boolean median) {
        List<List<Double>> bySource = bySource(values);
        int[] once = new int[bySource.size()];
        Arrays.fill(once, 1);
        return new ReasonEstimate(
                summary(bySource, once, median),
                bootstrap.interval(bySource.size(), drawn -> summary(bySource, drawn, median)),
                values.size());
    }

    private static List<List<Double>> bySource(List<Value> values) {
        Map<String, List<Double>> bySource = new LinkedHashMap<>();
        values.forEach(one -> bySource.computeIfAbsent(one.source, source -> new ArrayList<>())
                .add(one.value));
        return List.copyOf(bySource.values());
    }

    private static double summary(List<List<Double>> bySource, int[] drawn, boolean median) {
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < drawn.length; i++) {
            for (int times = 0; times < drawn[i]; times++) {
                all.addAll(bySource.get(i));
            }
        }
        if (!median) {
            return all.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        }
        all.sort(Comparator.naturalOrder());
        return (all.get((all.size() - 1) / 2) + all.get(all.size() / 2)) / 2;
    }
}
