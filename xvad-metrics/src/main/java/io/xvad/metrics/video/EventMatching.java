package io.xvad.metrics.video;

import io.xvad.metrics.Accumulator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Precision and recall counted in events. An event is a span of time; a found and a true event match if their temporal
 * IoU is at least a threshold, each at most once, pairs of the largest IoU first. Not thread-safe; merging is exact.
 */
public final class EventMatching implements Accumulator<EventMatching, EventMatching.Result> {

    private final double threshold;
    private long matched;
    private long found;
    private long expected;

    /**
     * Creates a metric to which no clip was added yet.
     *
     * @param threshold least temporal IoU of a match, in (0, 1]
     * @throws IllegalArgumentException if out of range
     */
    public EventMatching(double threshold) {
        if (!(threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException("temporal IoU must be in (0, 1], got " + threshold);
        }
        this.threshold = threshold;
    }

    /**
     * A span of time.
     *
     * @param start when it begins, in any unit
     * @param end when it ends, after the start
     */
    public record Span(double start, double end) {

        public Span {
            if (!(start < end)) {
                throw new IllegalArgumentException("an event ends after it begins, got " + start + " to " + end);
            }
        }

        /** Whether they have some time in common. */
        public boolean touches(Span other) {
            return start < other.end && other.start < end;
        }

        /** Length in common over length of the union; in [0, 1]. */
        public double iou(Span other) {
            double common = Math.max(0, Math.min(end, other.end) - Math.max(start, other.start));
            return common / (end - start + other.end - other.start - common);
        }
    }

    /**
     * The precision and the recall, and the counts they follow from.
     *
     * @param precision share of found events that match; NaN if nothing was found
     * @param recall share of true events that are matched; NaN if there are none
     * @param found number of found events
     * @param expected number of true events
     */
    public record Result(double precision, double recall, long found, long expected) {

        /** Harmonic mean of precision and recall; NaN if either is, 0 if both are 0. */
        public double f1() {
            return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
        }
    }

    private record Pair(int truth, int guess, double iou) {}

    /** Adds one clip. */
    public void add(List<Span> truth, List<Span> guesses) {
        List<Pair> pairs = new ArrayList<>();
        for (int t = 0; t < truth.size(); t++) {
            for (int g = 0; g < guesses.size(); g++) {
                double iou = truth.get(t).iou(guesses.get(g));
                if (iou >= threshold) {
                    pairs.add(new Pair(t, g, iou));
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(Pair::iou).reversed());
        boolean[] truthTaken = new boolean[truth.size()];
        boolean[] guessTaken = new boolean[guesses.size()];
        for (Pair pair : pairs) {
            if (!truthTaken[pair.truth] && !guessTaken[pair.guess]) {
                truthTaken[pair.truth] = true;
                guessTaken[pair.guess] = true;
                matched++;
            }
        }
        found += guesses.size();
        expected += truth.size();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the other's threshold differs
     */
    @Override
    public void merge(EventMatching other) {
        if (other.threshold != threshold) {
            throw new IllegalArgumentException("cannot merge thresholds " + threshold + " and " + other.threshold);
        }
        matched += other.matched;
        found += other.found;
        expected += other.expected;
    }

    @Override
    public Result result() {
        return new Result(matched / (double) found, matched / (double) expected, found, expected);
    }
}
