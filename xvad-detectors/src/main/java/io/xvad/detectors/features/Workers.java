package io.xvad.detectors.features;

import java.util.concurrent.ForkJoinPool;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Threads of a detector's own, for loops whose parts do not depend on each other. Thread-safe; close them to end the threads.
 */
public final class Workers implements AutoCloseable {

    private final ForkJoinPool pool;

    /**
     * Workers, which start when they are first needed.
     *
     * @param threads how many; 0 takes as many as there are processors
     */
    public Workers(int threads) {
        this.pool = new ForkJoinPool(threads == 0 ? Runtime.getRuntime().availableProcessors() : threads);
    }

    /** Does parts 0 to {@code parts - 1}, several at a time, and waits for all of them. */
    public void each(int parts, IntConsumer part) {
        pool.submit(() -> IntStream.range(0, parts).parallel().forEach(part)).join();
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
