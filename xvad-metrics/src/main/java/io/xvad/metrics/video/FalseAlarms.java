package io.xvad.metrics.video;

import io.xvad.metrics.Accumulator;
import io.xvad.metrics.video.EventMatching.Span;
import java.util.List;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/**
 * How often nothing is wrong and yet an event is found: a found event is a false alarm if no true one touches it. Not thread-safe;
 * merging is exact.
 */
public final class FalseAlarms implements Accumulator<FalseAlarms, FalseAlarms.Result> {

    private static final double SECONDS_OF_AN_HOUR = 3600;
    private static final double LEVEL = 0.95;

    private long alarms;
    private double seconds;

    /**
     * The rate of false alarms.
     *
     * @param alarms how many there were
     * @param hours of footage without a true event
     */
    public record Result(long alarms, double hours) {

        /** Alarms an hour; NaN if there was no normal footage. */
        public double hourly() {
            return alarms / hours;
        }

        /** The lower limit of the exact 95 % interval of a Poisson rate (Garwood 1936), alarms an hour; NaN as {@link #hourly}. */
        public double low() {
            return alarms == 0 ? 0 / hours : quantile((1 - LEVEL) / 2, 2.0 * alarms);
        }

        /** The upper limit of the same. */
        public double high() {
            return quantile((1 + LEVEL) / 2, 2.0 * alarms + 2);
        }

        private double quantile(double probability, double degreesOfFreedom) {
            return new ChiSquaredDistribution(degreesOfFreedom).inverseCumulativeProbability(probability) / 2 / hours;
        }
    }

    /**
     * Adds one video.
     *
     * @param truth true events, in seconds, that do not overlap each other
     * @param found events
     * @param length of the video in seconds, at least that of its true events together
     * @throws IllegalArgumentException if it is shorter
     */
    public void add(List<Span> truth, List<Span> found, double length) {
        double anomalous =
                truth.stream().mapToDouble(span -> span.end() - span.start()).sum();
        if (!(length >= anomalous * (1 - 1e-9))) {
            throw new IllegalArgumentException(
                    "a video of " + length + " s cannot hold true events of " + anomalous + " s");
        }
        alarms += found.stream()
                .filter(event -> truth.stream().noneMatch(event::touches))
                .count();
        seconds += Math.max(0, length - anomalous);
    }

    @Override
    public void merge(FalseAlarms other) {
        alarms += other.alarms;
        seconds += other.seconds;
    }

    @Override
    public Result result() {
        return new Result(alarms, seconds / SECONDS_OF_AN_HOUR);
    }
}
