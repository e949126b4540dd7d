package io.xvad.video.live;

import io.xvad.core.stream.ScoredFrame;
import io.xvad.video.event.VideoEvent;
import io.xvad.video.event.VideoSession;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes news of what a session says of one camera. Not thread-safe. */
final class EventNews {

    private static final double UPDATE_SECONDS = 1;
    private static final DateTimeFormatter COMPACT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final String camera;
    private final Instant started;
    private final Optional<Instant> began;
    private final Consumer<LiveEvent> listener;
    private Optional<ScoredFrame> peak = Optional.empty();
    private boolean open;
    private double told;
    private double toldPeak;
    private int count;

    /**
     * Of a camera at which nothing has happened yet.
     *
     * @param started makes the ids of this run its own
     * @param began when the first frame came; empty for a file
     */
    EventNews(String camera, Instant started, Optional<Instant> began, Consumer<LiveEvent> listener) {
        this.camera = camera;
        this.started = started;
        this.began = began;
        this.listener = listener;
    }

    /**
     * Tells what is new.
     *
     * @param current the event that is open after the update
     * @param cause why events that are closed have ended
     */
    void tell(VideoSession.Update update, Optional<VideoEvent> current, LiveEvent.Cause cause) {
        if (open) {
            update.closed().stream().findFirst().ifPresent(event -> end(event, update, cause));
        }
        for (VideoEvent event : update.opened()) {
            start(event, update);
            update.closed().stream()
                    .filter(closed -> closed.number() == event.number())
                    .forEach(closed -> end(closed, update, cause));
        }
        current.filter(event -> open).ifPresent(event -> grow(event, update));
    }

    private void start(VideoEvent event, VideoSession.Update update) {
        open = true;
        count++;
        peak = Optional.empty();
        see(event, update);
        send(LiveEvent.News.START, event, Optional.empty());
        told(event, update);
    }

    private void grow(VideoEvent event, VideoSession.Update update) {
        see(event, update);
        double now = now(update);
        if (event.peakScore() > toldPeak && now - told >= UPDATE_SECONDS) {
            send(LiveEvent.News.UPDATE, event, Optional.empty());
            told(event, update);
        }
    }

    private void end(VideoEvent event, VideoSession.Update update, LiveEvent.Cause cause) {
        see(event, update);
        send(LiveEvent.News.END, event, Optional.of(cause));
        open = false;
        peak = Optional.empty();
    }

    private void told(VideoEvent event, VideoSession.Update update) {
        told = now(update);
        toldPeak = event.peakScore();
    }

    private static double now(VideoSession.Update update) {
        List<ScoredFrame> frames = update.frames();
        return frames.isEmpty()
                ? Double.NEGATIVE_INFINITY
                : frames.get(frames.size() - 1).frame().seconds();
    }

    /** A peak is always among the frames that made it the peak. */
    private void see(VideoEvent event, VideoSession.Update update) {
        update.frames().stream()
                .filter(scored -> scored.frame().index() == event.peak().index())
                .findFirst()
                .ifPresent(scored -> peak = Optional.of(scored));
    }

    private void send(LiveEvent.News news, VideoEvent event, Optional<LiveEvent.Cause> cause) {
        ScoredFrame seen =
                peak.orElseGet(() -> new ScoredFrame(event.peak(), event.peakScore(), Optional.empty(), List.of()));
        String id = camera + "-" + COMPACT.format(started) + "-" + count;
        listener.accept(new LiveEvent(camera, id, news, numbered(event), seen, began, cause));
    }

    /** Sessions come and go, and each counts its own. */
    private VideoEvent numbered(VideoEvent event) {
        return new VideoEvent(
                count,
                event.start(),
                event.end(),
                event.peak(),
                event.peakScore(),
                event.threshold(),
                event.box(),
                event.attributes(),
                event.nearest());
    }

    int count() {
        return count;
    }
}
