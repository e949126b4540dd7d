package io.xvad.evaluation.benchmark;

import io.xvad.evaluation.benchmark.BenchmarkDetector.Role;
import io.xvad.metrics.uncertainty.PairedComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a benchmark has found.
 *
 * @param plan what was asked for
 * @param runs all runs, in the order of the plan
 * @param before how many of them were done before
 */
public record BenchmarkResult(BenchmarkPlan plan, List<BenchmarkRun> runs, int before) {

    public BenchmarkResult {
        runs = List.copyOf(runs);
    }

    /** A figure of a detector over all data sets and seeds. */
    public Estimate estimate(BenchmarkDetector detector, BenchmarkFigure figure) {
        return new RunMeans(figure, of(detector)).estimate(plan.bootstrap());
    }

    /** A figure of a detector on one data set over all seeds. */
    public Estimate estimate(BenchmarkDetector detector, BenchmarkData data, BenchmarkFigure figure) {
        List<BenchmarkRun> some = of(detector).stream()
                .filter(run -> run.id().data().equals(data.name()))
                .toList();
        return new RunMeans(figure, some).estimate(plan.bootstrap());
    }

    private List<BenchmarkRun> of(BenchmarkDetector detector) {
        return runs.stream()
                .filter(run -> run.id().detector().equals(detector.label()))
                .toList();
    }

    /**
     * Whether two detectors differ in a figure: the mean over data sets and seeds of the first less that of the second, over those runs
     * that scored the same images, draw by draw of these. Empty if there are none, or for a cost.
     */
    public Optional<PairedComparison> comparison(
            BenchmarkDetector first, BenchmarkDetector second, BenchmarkFigure figure) {
        if (!figure.isQuality()) {
            return Optional.empty();
        }
        Map<String, BenchmarkRun> theirs =
                of(second).stream().collect(Collectors.toMap(run -> place(run.id()), Function.identity()));
        List<BenchmarkRun> ours = new ArrayList<>();
        List<BenchmarkRun> beside = new ArrayList<>();
        for (BenchmarkRun run : of(first)) {
            Optional.ofNullable(theirs.get(place(run.id())))
                    .filter(other -> areComparable(run, other, figure))
                    .ifPresent(other -> {
                        ours.add(run);
                        beside.add(other);
                    });
        }
        if (ours.isEmpty()) {
            return Optional.empty();
        }
        RunMeans one = new RunMeans(figure, ours);
        RunMeans other = new RunMeans(figure, beside);
        return Optional.of(
                PairedComparison.ofReplicates(plan.bootstrap(), one.mean() - other.mean(), one.draws(), other.draws()));
    }

    private static String place(RunId id) {
        return id.seed() + " " + id.data();
    }

    private static boolean areComparable(BenchmarkRun first, BenchmarkRun second, BenchmarkFigure figure) {
        return first.measurement().isPresent()
                && second.measurement().isPresent()
                && first.measurement()
                        .get()
                        .scored()
                        .equals(second.measurement().get().scored())
                && !Double.isNaN(first.measurement().get().figure(figure))
                && !Double.isNaN(second.measurement().get().figure(figure));
    }

    /** What a detector must beat, and whether it does; nothing of what others must beat, or if it cannot be compared. */
    public List<Standing> standings(BenchmarkDetector detector) {
        if (detector.role() != Role.MEASURED) {
            return List.of();
        }
        List<Standing> standings = new ArrayList<>();
        plan.untrained(detector).flatMap(one -> standing(detector, one)).ifPresent(standings::add);
        plan.trivial().flatMap(one -> standing(detector, one)).ifPresent(standings::add);
        return List.copyOf(standings);
    }

    private Optional<Standing> standing(BenchmarkDetector detector, BenchmarkDetector yardstick) {
        return comparison(detector, yardstick, BenchmarkFigure.IMAGE_AUROC)
                .map(auroc ->
                        new Standing(yardstick.label(), auroc, comparison(detector, yardstick, BenchmarkFigure.AUPRO)));
    }

    /** Whether a detector fails to beat something that it must beat, so that it is of use for comparison only. */
    public boolean comparisonOnly(BenchmarkDetector detector) {
        return standings(detector).stream().anyMatch(standing -> !standing.beaten());
    }

    /** Whether a run failed, or could not score some of its images. */
    public boolean incomplete() {
        return runs.stream().anyMatch(BenchmarkRun::incomplete);
    }

    /** Whether every run failed. */
    public boolean isEmpty() {
        return runs.stream().allMatch(run -> run.measurement().isEmpty());
    }

    /** What there is to say beside the figures, a sentence each. */
    public List<String> notes() {
        return BenchmarkNotes.of(this);
    }
}
