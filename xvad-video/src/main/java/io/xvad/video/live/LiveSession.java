package io.xvad.video.live;

import io.xvad.core.detect.FittedDetector;
import io.xvad.video.event.EventRules;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Watches cameras, each on threads of its own and with events of its own, with one fitted detector, which stays open. Memory does not grow
 * with time: at most eight frames of a camera wait. Frames of a live source for which there is no time are dropped, the oldest first, and
 * counted; those of a file never. An event that is open when a connection is lost goes on when frames come again in time. A camera that
 * fails ends alone. Thread-safe.
 *
 * <pre>{@code
 * Camera yard = Camera.of("yard", SourceAddress.parse("rtsp://10.0.0.7/live"), LiveOptions.USUAL);
 * try (LiveSession session = LiveSession.start(List.of(yard, door), detector, EventRules.of(detector), event -> alert(event))) {
 *     session.await(Duration.ofDays(1));
 * }
 * }</pre>
 */
public final class LiveSession implements AutoCloseable {

    /** How long an event stays open without a frame, if nothing else is said. */
    public static final Duration KEEP_OPEN = Duration.ofSeconds(30);

    private final List<CameraWatch> cameras;

    private LiveSession(List<CameraWatch> cameras) {
        this.cameras = cameras;
    }

    /**
     * Begins to watch.
     *
     * @param cameras at least one, of different names
     * @throws IllegalArgumentException if there are none, or two of one name
     */
    public static LiveSession start(
            List<Camera> cameras, FittedDetector detector, EventRules rules, LiveListener listener) {
        return start(cameras, detector, rules, KEEP_OPEN, listener);
    }

    /**
     * Begins to watch.
     *
     * @param cameras at least one, of different names
     * @param keepOpen how long an event of a live source stays open without a frame; should be longer than a stall and a few tries
     * @throws IllegalArgumentException if there are no cameras, or two of one name
     */
    public static LiveSession start(
            List<Camera> cameras, FittedDetector detector, EventRules rules, Duration keepOpen, LiveListener listener) {
        requireDifferent(cameras);
        List<CameraWatch> watches = cameras.stream()
                .map(camera -> new CameraWatch(camera, detector, rules, keepOpen, listener))
                .toList();
        watches.forEach(CameraWatch::start);
        return new LiveSession(watches);
    }

    private static void requireDifferent(List<Camera> cameras) {
        if (cameras.isEmpty()) {
            throw new IllegalArgumentException("there must be a camera to watch");
        }
        Set<String> names = new HashSet<>();
        for (Camera camera : cameras) {
            if (!names.add(camera.name())) {
                throw new IllegalArgumentException("two cameras are named '" + camera.name() + "'");
            }
        }
    }

    /**
     * Waits until all cameras have ended.
     *
     * @return whether they have, in that time
     */
    public boolean await(Duration longest) throws InterruptedException {
        long until = System.nanoTime() + longest.toNanos();
        for (CameraWatch camera : cameras) {
            if (!camera.await(Math.max(0, until - System.nanoTime()))) {
                return false;
            }
        }
        return true;
    }

    /** How the cameras are doing, in the order in which they were given. */
    public List<CameraStatus> status() {
        return cameras.stream().map(CameraWatch::status).toList();
    }

    /** Asks all cameras to end; events that are open end. */
    public void stop() {
        cameras.forEach(CameraWatch::stop);
    }

    /** Stops, and waits until the detector is not needed any more. */
    @Override
    public void close() {
        stop();
        boolean interrupted = false;
        for (CameraWatch camera : cameras) {
            boolean ended = false;
            while (!ended) {
                try {
                    ended = camera.await(Long.MAX_VALUE);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
