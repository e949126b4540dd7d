package io.xvad.core;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The time in which something that must be freed, such as a network in native memory, may be used: {@link #close} waits for the work
 * that has begun, then frees it once; later work is refused. Costs a piece of work some tens of nanoseconds. Thread-safe.
 *
 * <pre>{@code
 * private final Lifetime lifetime = new Lifetime("network", session::close);
 *
 * public Tensor run(Tensor input) {
 *     return lifetime.use(() -> ran(input));
 * }
 * }</pre>
 */
public final class Lifetime implements AutoCloseable {

    private final String what;
    private final Runnable freeing;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private volatile boolean closing;
    private boolean freed;

    /**
     * Begins.
     *
     * @param what can be used meanwhile, for messages, such as "network"
     * @param freeing frees it; run once, when no work is going on
     */
    public Lifetime(String what, Runnable freeing) {
        this.what = what;
        this.freeing = freeing;
    }

    /**
     * Some work.
     *
     * @param <R> what it gives
     * @param <E> what it may throw
     */
    @FunctionalInterface
    public interface Work<R, E extends Throwable> {

        /** Does it. */
        R run() throws E;
    }

    /**
     * Does some work, during which nothing is freed. Work may be done within work of the same thread, also when another thread has
     * called {@link #close} in between.
     *
     * @throws IllegalStateException if it was closed before
     */
    public <R, E extends Throwable> R use(Work<R, E> work) throws E {
        if (!begins()) {
            throw new IllegalStateException("the " + what + " is closed");
        }
        try {
            return work.run();
        } finally {
            end();
        }
    }

    /** Does some work as {@link #use} does; empty, without doing it, if it was closed before. */
    public <R, E extends Throwable> Optional<R> ifOpen(Work<R, E> work) throws E {
        if (!begins()) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.run());
        } finally {
            end();
        }
    }

    /** Never waits: a thread that closes may itself wait for the work of which this is a part. */
    private boolean begins() {
        if (closing && lock.getReadHoldCount() == 0 || !lock.readLock().tryLock()) {
            return false;
        }
        if (closing && lock.getReadHoldCount() == 1) {
            end();
            return false;
        }
        return true;
    }

    private void end() {
        lock.readLock().unlock();
        if (closing && lock.writeLock().tryLock()) {
            freeOnce();
        }
    }

    /**
     * Refuses further work, waits for the work that is going on, and frees. Closing again, or from several threads at once, is
     * harmless; each returns when it is freed. Called by work that uses it, it returns at once, and the last work to end frees.
     */
    @Override
    public void close() {
        closing = true;
        if (lock.getReadHoldCount() == 0) {
            lock.writeLock().lock();
            freeOnce();
        }
    }

    private void freeOnce() {
        try {
            if (!freed) {
                freed = true;
                freeing.run();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
