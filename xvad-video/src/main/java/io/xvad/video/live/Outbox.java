package io.xvad.video.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes things on by a thread of its own, in order, so that whoever has them never waits. What finds no room is lost and counted.
 * Thread-safe.
 *
 * @param <T> what is passed on
 */
public final class Outbox<T> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final long POLL_MILLIS = 20;

    private final BlockingQueue<T> waiting;
    private final Consumer<T> use;
    private final Duration patience;
    private final Thread thread;
    private final AtomicLong lost = new AtomicLong();
    private volatile boolean closing;

    /**
     * An outbox that is empty.
     *
     * @param name of its thread
     * @param room how many may wait, at least 1
     * @param patience how long {@link #close} waits for those that still wait
     * @param use what is done with each; it handles what may go wrong
     */
    public Outbox(String name, int room, Duration patience, Consumer<T> use) {
        this.waiting = new ArrayBlockingQueue<>(room);
        this.use = use;
        this.patience = patience;
        this.thread = new Thread(this::work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Adds one, or counts it as lost if there is no room; never waits. */
    public boolean add(T one) {
        boolean taken = !closing && waiting.offer(one);
        if (!taken) {
            lost.incrementAndGet();
        }
        return taken;
    }

    /** How many found no room, or still waited when it was closed. */
    public long lost() {
        return lost.get();
    }

    private void work() {
        try {
            while (!closing || !waiting.isEmpty()) {
                T one = waiting.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (one != null) {
                    use.accept(one);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("asked to end", e);
        }
    }

    /** Passes on what waits, for as long as its patience lasts. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            thread.interrupt();
            lost.addAndGet(waiting.drainTo(new ArrayList<>()));
        }
    }
}
