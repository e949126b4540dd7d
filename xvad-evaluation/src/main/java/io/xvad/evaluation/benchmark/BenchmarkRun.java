package io.xvad.evaluation.benchmark;

import java.util.Optional;

/**
 * A run that is over.
 *
 * @param id which it is
 * @param measurement what it measured; empty if it failed
 * @param error why it failed, one line; empty if it did not
 */
public record BenchmarkRun(RunId id, Optional<RunMeasurement> measurement, String error) {

    static BenchmarkRun measured(RunId id, RunMeasurement measurement) {
        return new BenchmarkRun(id, Optional.of(measurement), "");
    }

    /** A run that ended by an exception, or for want of memory. */
    static BenchmarkRun failed(RunId id, Throwable cause) {
        return new BenchmarkRun(id, Optional.empty(), line(cause));
    }

    private static String line(Throwable cause) {
        if (cause instanceof OutOfMemoryError) {
            return "out of memory: the heap has " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB ("
                    + cause.getMessage() + ")";
        }
        String message = cause.getMessage();
        String name = cause.getClass().getSimpleName();
        boolean ours = name.startsWith("Xvad") || cause instanceof IllegalArgumentException;
        String whole = message == null ? name : ours ? message : name + ": " + message;
        return whole.strip().replaceAll("\\R\\s*", "; ");
    }

    /** Whether it failed, or could not score some of its images. */
    public boolean incomplete() {
        return measurement.map(found -> !found.failures().isEmpty()).orElse(true);
    }
}
