package io.xvad.evaluation.benchmark;

import io.xvad.core.progress.ProgressListener;

/** Hears how a benchmark goes on, from the thread that runs it. */
public interface BenchmarkListener {

    /** A listener that ignores everything. */
    static BenchmarkListener none() {
        return new BenchmarkListener() {};
    }

    /**
     * It is known what is to be done.
     *
     * @param runs all runs
     * @param done how many of them were done before
     * @param others files in the same place that are of other runs, and are left alone: of other options, data, seeds, or of another version
     */
    default void planned(int runs, int done, long others) {}

    /** A run is over; {@code place} counts from 1, those done before included. */
    default void finished(BenchmarkRun run, int place, int runs) {}

    /** A run failed, with this cause; {@link #finished} follows. */
    default void failed(RunId id, Throwable cause) {}

    /** Hears how far a fit or a test has come. */
    default ProgressListener progress() {
        return ProgressListener.none();
    }
}
