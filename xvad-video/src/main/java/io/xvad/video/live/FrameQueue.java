package io.xvad.video.live;

import io.xvad.core.Image;
import io.xvad.core.stream.Frame;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the few frames between the thread that reads them and the one that scores them. Those of a live source never wait: the oldest is
 * dropped where there is no room. Thread-safe.
 */
final class FrameQueue {

    private static final Logger LOG = LoggerFactory.getLogger(FrameQueue.class);
    private static final int MOST = 8;
    private static final long MOST_BYTES = 64L << 20;
    private static final long END_MILLIS = 50;

    /** What ends the queue stands in it like a frame. */
    private final BlockingQueue<Optional<Frame>> frames = new ArrayBlockingQueue<>(MOST);

    private final AtomicLong dropped = new AtomicLong();
    private volatile boolean closed;
    private volatile boolean ended;

    /** Frames that may wait: eight, or fewer where frames are large, but two. */
    static int room(Image image) {
        long bytes = (long) Float.BYTES * image.channels() * image.height() * image.width();
        return (int) Math.max(2, Math.min(MOST, MOST_BYTES / bytes));
    }

    /** Adds a frame; drops the oldest where there is no room. */
    void addNewest(Frame frame) {
        int room = room(frame.image());
        while (frames.size() >= room || !frames.offer(Optional.of(frame))) {
            Optional<Frame> oldest = frames.poll();
            if (oldest != null && oldest.isPresent()) {
                dropped.incrementAndGet();
            }
        }
    }

    /** Adds a frame once there is room. */
    void addWaiting(Frame frame) throws InterruptedException {
        frames.put(Optional.of(frame));
    }

    /** No frame follows. */
    void end() throws InterruptedException {
        boolean told = false;
        while (!told && !closed) {
            told = frames.offer(Optional.empty(), END_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** No frame that comes later counts; those that wait do. Never waits: where there is no room, whoever reads ends the queue. */
    void endSoon() {
        if (!frames.offer(Optional.empty())) {
            LOG.debug("frames still wait");
        }
    }

    /** Nobody takes frames any more. */
    void close() {
        closed = true;
        frames.clear();
    }

    /**
     * Waits for the next frame.
     *
     * @return empty if none came in time, or none will come; see {@link #ended}
     */
    Optional<Frame> next(Duration longest) throws InterruptedException {
        Optional<Frame> next = frames.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
        ended |= next != null && next.isEmpty();
        return next == null ? Optional.empty() : next;
    }

    /** Whether the last frame was taken. */
    boolean ended() {
        return ended;
    }

    long dropped() {
        return dropped.get();
    }
}
