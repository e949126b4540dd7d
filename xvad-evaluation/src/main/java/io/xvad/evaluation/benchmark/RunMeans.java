package io.xvad.evaluation.benchmark;

import io.xvad.metrics.uncertainty.Bootstrap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/** Means of a figure over some runs of one detector: over seeds within a data set, then over data sets. */
final class RunMeans {

    private final BenchmarkFigure figure;
    private final Map<String, List<BenchmarkRun>> byData;

    /** Of those runs in which the figure is defined. */
    RunMeans(BenchmarkFigure figure, Collection<BenchmarkRun> runs) {
        this.figure = figure;
        this.byData = runs.stream()
                .filter(run -> !Double.isNaN(value(run)))
                .collect(Collectors.groupingBy(run -> run.id().data(), TreeMap::new, Collectors.toList()));
    }

    private double value(BenchmarkRun run) {
        return run.measurement().map(found -> found.figure(figure)).orElse(Double.NaN);
    }

    boolean isEmpty() {
        return byData.isEmpty();
    }

    int dataSets() {
        return byData.size();
    }

    double mean() {
        return new Mean().evaluate(ofData());
    }

    private double[] ofData() {
        return byData.values().stream().mapToDouble(this::mean).toArray();
    }

    private double mean(Collection<BenchmarkRun> runs) {
        return runs.stream().mapToDouble(this::value).average().orElse(Double.NaN);
    }

    /** The mean in each draw; empty for a cost. */
    double[] draws() {
        List<double[]> means = byData.values().stream()
                .map(runs -> average(runs.stream().map(this::draws).toList()))
                .toList();
        return average(means);
    }

    private double[] draws(BenchmarkRun run) {
        return run.measurement()
                .map(found -> found.draws().getOrDefault(figure, new double[0]))
                .orElseGet(() -> new double[0]);
    }

    private static double[] average(List<double[]> all) {
        int draws = all.stream().mapToInt(one -> one.length).min().orElse(0);
        double[] means = new double[draws];
        Arrays.setAll(means, draw -> all.stream().mapToDouble(one -> one[draw]).sum() / all.size());
        return means;
    }

    Estimate estimate(Bootstrap bootstrap) {
        return new Estimate(mean(), bootstrap.interval(draws()), spread(ofSeeds()), spread(ofData()), byData.size());
    }

    /** Of those seeds that every data set has. */
    private double[] ofSeeds() {
        Map<Long, List<BenchmarkRun>> bySeed = new TreeMap<>();
        byData.values()
                .forEach(runs ->
                        runs.forEach(run -> bySeed.computeIfAbsent(run.id().seed(), seed -> new ArrayList<>())
                                .add(run)));
        return bySeed.values().stream()
                .filter(runs -> runs.size() == byData.size())
                .mapToDouble(this::mean)
                .toArray();
    }

    private static double spread(double[] values) {
        return values.length < 2 ? Double.NaN : new StandardDeviation().evaluate(values);
    }
}
