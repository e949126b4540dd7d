package io.xvad.core.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/** Applies a function to each item as a task of an executor. */
final class InParallel {

    private InParallel() {}

    /** The results in the order of the items; after the first failure the tasks that have not begun are cancelled. */
    static <I, R> List<R> map(List<? extends I> items, Function<I, R> function, Executor executor) {
        List<FutureTask<R>> tasks = new ArrayList<>();
        try {
            for (I item : items) {
                FutureTask<R> task = new FutureTask<>(() -> function.apply(item));
                tasks.add(task);
                executor.execute(task);
            }
            List<R> results = new ArrayList<>();
            for (FutureTask<R> task : tasks) {
                results.add(result(task));
            }
            return results;
        } finally {
            tasks.forEach(task -> task.cancel(false));
        }
    }

    private static <R> R result(FutureTask<R> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException("cancelled: the thread was interrupted");
            cancelled.initCause(e);
            throw cancelled;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("a task without checked exceptions threw one", e);
        }
    }
}
