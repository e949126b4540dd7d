package io.xvad.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.XvadDataException;
import io.xvad.core.calibrate.MapScale;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.WholeFile;
import io.xvad.report.video.EventSnapshot;
import io.xvad.video.live.LiveEvent;
import io.xvad.video.live.LiveEventJson;
import io.xvad.video.live.LiveListener;
import io.xvad.video.live.Outbox;
import io.xvad.video.live.Webhook;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Where events of cameras go: as lines of JSON to standard output, to a webhook, and as images to a directory. Thread-safe. */
final class EventSinks implements LiveListener, AutoCloseable {

    private static final int SNAPSHOTS = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final PrintWriter out;
    private final Consumer<String> notices;
    private final Optional<Webhook> webhook;
    private final Optional<Path> directory;
    private final Optional<MapScale> scale;
    private final Outbox<LiveEvent> snapshots;
    private final AtomicLong notDrawn = new AtomicLong();

    /**
     * Sinks of the events of one detector.
     *
     * @param notices hears what is worth saying, a sentence each without its full stop
     * @throws IllegalArgumentException if the webhook is no address of http or https
     * @throws XvadDataException if the directory cannot be written to
     */
    EventSinks(
            PrintWriter out,
            Consumer<String> notices,
            FittedDetector detector,
            Optional<URI> address,
            Optional<Path> directory) {
        directory.ifPresent(WholeFile::requireWritableDirectory);
        this.out = out;
        this.notices = notices;
        this.webhook = address.map(to -> new Webhook(to, PAUSE, notices));
        this.directory = directory;
        this.scale = detector.capability(MapScale.class);
        this.snapshots = new Outbox<>("xvad-snapshots", SNAPSHOTS, PATIENCE, this::draw);
    }

    @Override
    public void event(LiveEvent event) {
        ObjectNode json = LiveEventJson.of(event);
        directory.ifPresent(place -> json.put("snapshot", file(place, event).toString()));
        out.println(json);
        out.flush();
        webhook.ifPresent(one -> one.send(json));
        if (directory.isPresent() && event.news() != LiveEvent.News.UPDATE && !snapshots.add(event)) {
            notices.accept("no room for another snapshot: " + event.id());
        }
    }

    @Override
    public void notice(String camera, String notice) {
        notices.accept(camera + ": " + notice);
    }

    private static Path file(Path place, LiveEvent event) {
        return place.resolve(event.id() + ".png");
    }

    private void draw(LiveEvent event) {
        String when = event.at(event.event().peak().seconds())
                .map(time -> ", " + time)
                .orElse("");
        try {
            Path place = directory.orElseThrow();
            EventSnapshot.write(event.event(), event.peak(), scale, event.id() + when, file(place, event));
        } catch (XvadDataException e) {
            notDrawn.incrementAndGet();
            notices.accept(String.valueOf(e.getMessage()));
        }
    }

    /** How much was lost on its way, in words; empty if nothing was. To be asked when it is closed. */
    Optional<String> losses() {
        long undelivered = webhook.map(Webhook::failed).orElse(0L);
        long unseen = notDrawn.get() + snapshots.lost();
        return undelivered + unseen == 0
                ? Optional.empty()
                : Optional.of(undelivered + " news not delivered, " + unseen + " snapshots not written");
    }

    @Override
    public void close() {
        snapshots.close();
        webhook.ifPresent(Webhook::close);
    }
}
