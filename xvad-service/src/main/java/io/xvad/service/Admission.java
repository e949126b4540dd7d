package io.xvad.service;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Bounds how many requests are worked on and how many wait, so that memory is bounded too: a request has its place before its body is
 * read, and one without a place is refused. Thread-safe.
 */
final class Admission {

    private final int capacity;
    private final int atOnce;
    private final Semaphore places;
    private final Semaphore workers;
    private volatile boolean closed;

    Admission(int workers, int queue) {
        this.capacity = workers + queue;
        this.atOnce = workers;
        this.places = new Semaphore(capacity);
        this.workers = new Semaphore(workers, true);
    }

    /** The place of one request, until it is closed. */
    final class Place implements AutoCloseable {

        /** Waits for a worker and does the work, one request at a time for each worker. */
        <T> T work(Supplier<T> work) {
            workers.acquireUninterruptibly();
            try {
                return work.get();
            } finally {
                workers.release();
            }
        }

        @Override
        public void close() {
            places.release();
        }
    }

    /**
     * Takes a place.
     *
     * @throws Problem if there is none, or no more are given
     */
    Place enter() {
        if (closed) {
            throw Problem.unavailable("the service is stopping");
        }
        if (!places.tryAcquire()) {
            throw Problem.unavailable("the service is busy: " + capacity + " requests are worked on or wait");
        }
        return new Place();
    }

    /** Whether places are given. */
    boolean open() {
        return !closed;
    }

    /** Requests that have a place. */
    int inProgress() {
        return capacity - places.availablePermits();
    }

    /** Requests that are worked on. */
    int working() {
        return atOnce - workers.availablePermits();
    }

    /** Gives no more places and waits until all are free; false if some are not by then. Once only. */
    boolean close(Duration within) throws InterruptedException {
        closed = true;
        return places.tryAcquire(capacity, within.toMillis(), TimeUnit.MILLISECONDS);
    }
}
