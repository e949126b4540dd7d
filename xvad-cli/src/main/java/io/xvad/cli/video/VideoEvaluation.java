package io.xvad.cli.video;

import io.xvad.core.XvadDataException;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.metrics.detection.DetectionFigures;
import io.xvad.metrics.uncertainty.Bootstrap;
import io.xvad.metrics.video.EventMatching;
import io.xvad.metrics.video.EventMatching.Span;
import io.xvad.metrics.video.FrameMetrics;
import io.xvad.metrics.video.PixelCriterion;
import io.xvad.metrics.video.RegionTrackMetrics;
import io.xvad.metrics.video.ScoredBox;
import io.xvad.video.dataset.VideoCase;
import io.xvad.video.dataset.VideoTruth;
import io.xvad.video.event.EventRules;
import io.xvad.video.event.VideoEvent;
import io.xvad.video.read.FrameSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Watches videos of which the truth is known, frame by frame, and measures. A video that cannot be read is left out and named. */
public final class VideoEvaluation {

    /** Least temporal IoU at which a found event is a true one. */
    static final double EVENT_IOU = 0.2;

    private final FittedDetector fitted;
    private final EventRules rules;
    private final Boxes boxes;
    private final FrameMetrics frames = new FrameMetrics();
    private final PixelCriterion pixels = PixelCriterion.withDefaults();
    private final RegionTrackMetrics regions = RegionTrackMetrics.withDefaults();
    private final EventMatching events = new EventMatching(EVENT_IOU);
    private final List<String> failures = new ArrayList<>();
    private int watched;
    private int withMasks;
    private int withBoxes;

    /** One that has watched nothing yet. */
    public VideoEvaluation(FittedDetector fitted) {
        this.fitted = fitted;
        this.rules = Rules.of(fitted);
        this.boxes = Boxes.of(fitted);
    }

    /**
     * What was measured.
     *
     * @param videos that were watched
     * @param frames frame-level figures by every protocol
     * @param pixels the criterion of UCSD over videos with masks; empty if there are none
     * @param regions RBDC and TBDC over videos with boxes; empty if there are none
     * @param events of a calibrated detector
     * @param failures what could not be read
     */
    public record Result(
            int videos,
            FrameMetrics.Result frames,
            Optional<DetectionFigures> pixels,
            Optional<RegionTrackMetrics.Result> regions,
            Optional<EventMatching.Result> events,
            List<String> failures) {}

    /**
     * Watches a video; nothing of one that fails is measured.
     *
     * @return whether it was measured
     */
    public boolean add(VideoCase test) {
        try {
            measure(test);
            return true;
        } catch (XvadDataException e) {
            failures.add(test.video().id() + ": " + e.getMessage());
            return false;
        }
    }

    private void measure(VideoCase test) {
        VideoTruth truth = test.truth();
        PixelCriterion ownPixels = PixelCriterion.withDefaults();
        List<ScoredBox> found = new ArrayList<>();
        Watched seen;
        try (FrameSource source = test.video().open()) {
            seen = Watched.of(test.video().id(), source, fitted, rules, scored -> {
                truth.mask(scored.frame())
                        .ifPresent(mask -> scored.map().ifPresent(map -> ownPixels.add(map, mask.toArray())));
                found.addAll(found(scored));
            });
        }
        frames.add(seen.scores(), truth.labels());
        events.add(Spans.of(truth.labels(), frame -> time(seen, frame)), spans(seen));
        watched++;
        if (truth.hasMasks()) {
            pixels.merge(ownPixels);
            withMasks++;
        }
        truth.boxes().ifPresent(all -> {
            regions.add(truth.frames(), all, found);
            withBoxes++;
        });
    }

    private List<ScoredBox> found(ScoredFrame scored) {
        Frame frame = scored.frame();
        return boxes.in(scored).stream()
                .map(one -> new ScoredBox(Math.toIntExact(frame.index()), one.box(), one.score()))
                .toList();
    }

    private static double time(Watched seen, int frame) {
        int last = seen.moments().size() - 1;
        return frame <= last
                ? seen.moments().get(frame).seconds()
                : seen.moments().get(last).seconds() + 1 / seen.framesPerSecond();
    }

    /** An event lasts to the end of its last frame. */
    private static List<Span> spans(Watched seen) {
        List<Span> spans = new ArrayList<>();
        for (VideoEvent event : seen.events()) {
            spans.add(new Span(event.start(), event.end() + 1 / seen.framesPerSecond()));
        }
        return spans;
    }

    /**
     * Confidence intervals of the frame-level figures, over videos.
     *
     * @throws IllegalStateException if no video could be read
     */
    public FrameMetrics.Estimate estimate(Bootstrap bootstrap) {
        return frames.estimate(bootstrap);
    }

    /**
     * What was measured of all videos added.
     *
     * @throws XvadDataException if none could be read
     */
    public Result result() {
        if (watched == 0) {
            throw new XvadDataException("no video could be measured: " + String.join("; ", failures));
        }
        return new Result(
                watched,
                frames.result(),
                withMasks == 0 ? Optional.empty() : Optional.of(pixels.result()),
                withBoxes == 0 ? Optional.empty() : Optional.of(regions.result()),
                Double.isFinite(rules.open()) ? Optional.of(events.result()) : Optional.empty(),
                List.copyOf(failures));
    }
}
