package io.xvad.metrics.explanation.reason;

import io.xvad.metrics.detection.AveragePrecision;
import io.xvad.metrics.detection.LabelledScores;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How well the reasons that a detector gives for frames are those that somebody gave: the {@link AveragePrecision} over all frames of each
 * class of reason, and their mean, as Szymanowicz, Charles and Cipolla (2021) evaluate X-MAN. A class that no frame has is left out and
 * reported, since it has no precision. Not thread-safe.
 */
public final class ReasonPrecision {

    private final Map<String, LabelledScores> scores = new TreeMap<>();

    /**
     * For some classes.
     *
     * @param classes of reasons that are evaluated, at least one
     */
    public ReasonPrecision(Set<String> classes) {
        if (classes.isEmpty()) {
            throw new IllegalArgumentException("needs at least one class of reason, got none");
        }
        classes.forEach(one -> scores.put(one, new LabelledScores()));
    }

    /**
     * The precision of reasons.
     *
     * @param mean of the classes, in [0, 1], higher is better; NaN if no frame has any
     * @param byClass of each class that some frame has; the share of frames that have it is chance
     * @param absent classes that no frame has
     */
    public record Result(double mean, SortedMap<String, Double> byClass, SortedSet<String> absent) {}

    /**
     * Adds a frame.
     *
     * @param found how strongly each class is a reason of it; a class that is not there has 0
     * @param labelled the classes that somebody gave; none for a normal frame
     * @throws IllegalArgumentException if a score is NaN
     */
    public void add(Map<String, Double> found, Set<String> labelled) {
        scores.forEach((one, all) -> all.add(found.getOrDefault(one, 0.0), labelled.contains(one)));
    }

    /**
     * The figures of what was added.
     *
     * @throws IllegalArgumentException if nothing was
     */
    public Result result() {
        SortedMap<String, Double> byClass = new TreeMap<>();
        SortedSet<String> absent = new TreeSet<>();
        scores.forEach((one, all) -> {
            double precision = AveragePrecision.of(all.sweep());
            if (Double.isNaN(precision)) {
                absent.add(one);
            } else {
                byClass.put(one, precision);
            }
        });
        double mean = byClass.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
        return new Result(mean, byClass, absent);
    }
}
