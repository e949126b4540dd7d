package io.xvad.video.event;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.Region;
import io.xvad.core.Regions;
import io.xvad.core.calibrate.MapScale;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.stream.Finding;
import io.xvad.core.stream.ScoredFrame;
import java.util.List;
import java.util.Optional;

/** Opens an event when a score rises above one level and closes it when scores have stayed below another. Not thread-safe. */
final class EventTracker {

    private static final int AROUND = 8;

    private final EventRules rules;
    private final Optional<MapScale> scale;
    private double rising = Double.NaN;
    private double lastHigh;
    private Optional<ScoredFrame> peak = Optional.empty();
    private boolean open;
    private int count;

    EventTracker(FittedDetector detector, EventRules rules) {
        this.rules = rules;
        this.scale = detector.capability(MapScale.class);
    }

    void track(ScoredFrame scored, List<VideoEvent> opened, List<VideoEvent> closed) {
        double now = scored.frame().seconds();
        if (scored.score() > rules.close()) {
            rising = Double.isNaN(rising) ? now : rising;
            lastHigh = now;
            if (peak.isEmpty() || scored.score() > peak.get().score()) {
                peak = Optional.of(scored);
            }
            if (!open && scored.score() > rules.open()) {
                open = true;
                count++;
                current().ifPresent(opened::add);
            }
        } else if (!open || now - lastHigh >= rules.patience()) {
            finish().ifPresent(closed::add);
        }
    }

    Optional<VideoEvent> finish() {
        Optional<VideoEvent> last = current();
        open = false;
        rising = Double.NaN;
        peak = Optional.empty();
        return last;
    }

    Optional<VideoEvent> current() {
        return open ? peak.map(this::event) : Optional.empty();
    }

    private VideoEvent event(ScoredFrame highest) {
        Optional<Finding> finding = highest.findings().stream().findFirst();
        return new VideoEvent(
                count,
                rising,
                lastHigh,
                highest.frame(),
                highest.score(),
                rules.open(),
                finding.map(Finding::box).orElseGet(() -> box(highest)),
                finding.map(Finding::attributes).orElse(List.of()),
                finding.flatMap(Finding::nearest));
    }

    /** The box where the map is highest; the whole frame if there is no map. */
    private Box box(ScoredFrame scored) {
        Image image = scored.frame().image();
        return scored.map().map(this::box).orElseGet(() -> new Box(0, 0, image.width(), image.height()));
    }

    /** The region of the highest value, or a square around it where none is above the threshold. */
    private Box box(AnomalyMap map) {
        int peakAt = map.argmax();
        int height = map.height();
        int width = map.width();
        return scale.flatMap(some -> Regions.above(map, 0, some.threshold()).stream()
                        .findFirst()
                        .map(Region::box))
                .orElseGet(() -> Box.around(
                        peakAt / width, peakAt % width, Math.max(1, Math.min(height, width) / AROUND), height, width));
    }
}
