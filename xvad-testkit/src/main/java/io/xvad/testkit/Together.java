package io.xvad.testkit;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Work on several threads of its own. */
final class Together {

    private Together() {}

    /** Runs the same task on several threads at once and gives the result of each. */
    static <R> List<R> run(int threads, Callable<R> task) {
        return run(Collections.nCopies(threads, task));
    }

    /** What each task gets, all done at the same time. */
    static <R> List<R> run(List<Callable<R>> tasks) {
        return with(tasks.size(), executor -> {
            List<Future<R>> running = tasks.stream().map(executor::submit).collect(Collectors.toList());
            return running.stream().map(Together::result).toList();
        });
    }

    /** Runs work with a pool of so many threads and gives its result. */
    static <R> R with(int threads, Function<ExecutorService, R> work) {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            return work.apply(executor);
        } finally {
            executor.shutdownNow();
        }
    }

    private static <R> R result(Future<R> running) {
        try {
            return running.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while other threads were at work", e);
        } catch (ExecutionException e) {
            throw new AssertionError("failed on another thread: " + e.getCause(), e);
        }
    }
}
