package io.xvad.video.live;

import io.xvad.core.XvadDataException;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.stream.Frame;
import io.xvad.video.event.EventRules;
import io.xvad.video.event.VideoSession;
import io.xvad.video.read.FrameSource;
import io.xvad.video.read.LiveStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches one camera with two threads: one reads frames, the other scores them and tells of events. */
final class CameraWatch {

    private static final Logger LOG = LoggerFactory.getLogger(CameraWatch.class);
    private static final Duration FOREVER = Duration.ofDays(36_500);
    private static final double SECOND = 1e9;

    private final Camera camera;
    private final FittedDetector detector;
    private final EventRules rules;
    private final Duration keepOpen;
    private final LiveListener listener;
    private final FrameQueue queue = new FrameQueue();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile Optional<FrameSource> source = Optional.empty();
    private volatile Optional<String> failure = Optional.empty();
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong scored = new AtomicLong();
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong latestNanos = new AtomicLong();
    private final Thread reader;
    private final Thread scorer;
    private volatile boolean stopped;
    private volatile long reconnects;
    private Optional<VideoSession> session = Optional.empty();
    private Optional<EventNews> news = Optional.empty();

    CameraWatch(Camera camera, FittedDetector detector, EventRules rules, Duration keepOpen, LiveListener listener) {
        this.camera = camera;
        this.detector = detector;
        this.rules = rules;
        this.keepOpen = keepOpen;
        this.listener = listener;
        this.reader = new Thread(this::read, "xvad-read-" + camera.name());
        this.scorer = new Thread(this::score, "xvad-score-" + camera.name());
        reader.setDaemon(true);
        scorer.setDaemon(true);
    }

    void start() {
        reader.start();
        scorer.start();
    }

    /** Ends it soon: frames that wait are still scored, and an event that is open ends. */
    void stop() {
        stopped = true;
        reader.interrupt();
        queue.endSoon();
    }

    /** Waits for the end. */
    boolean await(long nanos) throws InterruptedException {
        return finished.await(nanos, TimeUnit.NANOSECONDS);
    }

    private void read() {
        try (FrameSource opened = camera.opening().open(notice -> listener.notice(camera.name(), notice))) {
            source = Optional.of(opened);
            pass(opened);
        } catch (RuntimeException | LinkageError e) {
            if (!stopped) {
                fail(e);
            }
        }
        end();
    }

    private void pass(FrameSource opened) {
        for (Optional<Frame> next = opened.next(); next.isPresent() && !stopped; next = opened.next()) {
            if (read.getAndIncrement() == 0) {
                opened.remarks().forEach(remark -> listener.notice(camera.name(), remark));
            }
            latestNanos.set(System.nanoTime());
            if (opened instanceof LiveStream live) {
                reconnects = live.reconnects();
            }
            if (!pass(next.get(), opened.live())) {
                return;
            }
        }
    }

    private boolean pass(Frame frame, boolean live) {
        if (live) {
            queue.addNewest(frame);
            return true;
        }
        try {
            queue.addWaiting(frame);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether the thread was asked to end no longer counts: what it has read is to be passed on to its end. */
    private void end() {
        boolean done = false;
        while (!done) {
            try {
                queue.end();
                done = true;
            } catch (InterruptedException e) {
                LOG.debug("asked to stop while ending", e);
            }
        }
    }

    /** The first failure counts. */
    private synchronized void fail(Throwable cause) {
        LOG.debug("camera {} failed", camera.name(), cause);
        boolean saysEnough = cause instanceof XvadDataException || cause instanceof IllegalArgumentException;
        String why = saysEnough ? String.valueOf(cause.getMessage()) : cause.toString();
        failure = failure.or(() -> Optional.of(why));
    }

    private void score() {
        try {
            while (take()) {
                scored.incrementAndGet();
            }
        } catch (RuntimeException | LinkageError e) {
            fail(e);
            stop();
        } finally {
            queue.close();
            close();
            finished.countDown();
        }
    }

    /** Takes the next frame; false at the end. */
    private boolean take() {
        Optional<Frame> next = taken();
        while (next.isEmpty() && !queue.ended()) {
            finish(LiveEvent.Cause.SIGNAL_LOST);
            next = taken();
        }
        next.ifPresent(this::push);
        return next.isPresent();
    }

    private Optional<Frame> taken() {
        boolean waits = session.isPresent() && source.map(FrameSource::live).orElse(false);
        try {
            return queue.next(waits ? keepOpen : FOREVER);
        } catch (InterruptedException e) {
            throw new IllegalStateException("the thread that scores " + camera.name() + " was interrupted", e);
        }
    }

    private void push(Frame frame) {
        FrameSource opened = source.orElseThrow();
        if (news.isEmpty()) {
            Optional<Instant> began = opened.live()
                    ? Optional.of(Instant.now().minusNanos((long) (frame.seconds() * SECOND)))
                    : Optional.empty();
            news = Optional.of(new EventNews(camera.name(), Instant.now(), began, listener::event));
        }
        if (session.isEmpty()) {
            session = Optional.of(VideoSession.open(detector, opened.framesPerSecond(), rules));
        }
        VideoSession open = session.get();
        tell(open, open.push(frame), LiveEvent.Cause.OVER);
    }

    private void tell(VideoSession open, VideoSession.Update update, LiveEvent.Cause cause) {
        news.ifPresent(one -> {
            one.tell(update, open.current(), cause);
            events.set(one.count());
        });
    }

    /** Ends what is open; the next frame begins anew. */
    private void finish(LiveEvent.Cause cause) {
        if (session.isPresent()) {
            VideoSession open = session.get();
            session = Optional.empty();
            try (open) {
                tell(open, open.finish(), cause);
            }
        }
    }

    private void close() {
        try {
            finish(cause());
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private LiveEvent.Cause cause() {
        if (failure.isPresent()) {
            return LiveEvent.Cause.FAILED;
        }
        return stopped ? LiveEvent.Cause.STOPPED : LiveEvent.Cause.SOURCE_ENDED;
    }

    private CameraStatus.State state() {
        if (failure.isPresent()) {
            return CameraStatus.State.FAILED;
        }
        if (finished.getCount() == 0) {
            return CameraStatus.State.ENDED;
        }
        return source.isPresent() ? CameraStatus.State.WATCHING : CameraStatus.State.OPENING;
    }

    CameraStatus status() {
        long frames = read.get();
        return new CameraStatus(
                camera.name(),
                state(),
                frames,
                scored.get(),
                queue.dropped(),
                reconnects,
                events.get(),
                frames == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of((System.nanoTime() - latestNanos.get()) / SECOND),
                failure);
    }
}
