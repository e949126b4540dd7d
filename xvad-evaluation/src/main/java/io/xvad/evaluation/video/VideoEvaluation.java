package io.xvad.evaluation.video;

import io.xvad.core.XvadDataException;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.metrics.detection.DetectionFigures;
import io.xvad.metrics.explanation.reason.ReasonPrecision;
import io.xvad.metrics.localisation.BinnedPixelMetrics;
import io.xvad.metrics.localisation.PixelMetrics;
import io.xvad.metrics.uncertainty.Bootstrap;
import io.xvad.metrics.video.EventMatching;
import io.xvad.metrics.video.EventMatching.Span;
import io.xvad.metrics.video.FalseAlarms;
import io.xvad.metrics.video.FrameMetrics;
import io.xvad.metrics.video.GaussianSmoothing;
import io.xvad.metrics.video.PixelCriterion;
import io.xvad.metrics.video.RegionTrackMetrics;
import io.xvad.metrics.video.ScoredBox;
import io.xvad.video.dataset.VideoCase;
import io.xvad.video.dataset.VideoTruth;
import io.xvad.video.event.EventRules;
import io.xvad.video.event.VideoEvent;
import io.xvad.video.read.FrameSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Measures a detector on labelled videos, frame by frame: frame, pixel, region and event figures. A video that cannot be read is
 * left out and named in the result.
 *
 * <pre>{@code
 * VideoEvaluation evaluation = new VideoEvaluation(model);
 * dataset.test().forEach(evaluation::add);
 * double auroc = evaluation.result().frames().micro().auroc();
 * }</pre>
 *
 * Not thread-safe.
 */
public final class VideoEvaluation {

    /** The least temporal IoU at which a found event is a true one. */
    public static final double EVENT_IOU = 0.2;

    private final FittedDetector fitted;
    private final EventRules rules;
    private final FrameBoxes boxes;
    private final FrameMetrics frames = new FrameMetrics();
    private final Optional<GaussianSmoothing> smoothing;
    private final FrameMetrics smoothed = new FrameMetrics();
    private final PixelCriterion pixels = PixelCriterion.withDefaults();
    private final BinnedPixelMetrics everyPixel = BinnedPixelMetrics.withProLimit(PixelMetrics.DEFAULT_PRO_LIMIT);
    private final RegionTrackMetrics regions = RegionTrackMetrics.withDefaults();
    private final EventMatching events = new EventMatching(EVENT_IOU);
    private final FalseAlarms falseAlarms = new FalseAlarms();
    private final Optional<EventReasons> reasons;
    private final Optional<FrameReasons> frameReasons;
    private final List<String> failures = new ArrayList<>();
    private int watched;
    private int withMasks;
    private int withBoxes;

    /** An evaluation to which no video was added yet. */
    public VideoEvaluation(FittedDetector fitted) {
        this(fitted, Optional.empty(), Optional.empty());
    }

    /**
     * One that gives more figures beside those of raw scores.
     *
     * @param smoothing of scores, whose figures papers report
     * @param labels reasons that somebody gave, by which the first reason of an event is judged
     */
    public VideoEvaluation(
            FittedDetector fitted, Optional<GaussianSmoothing> smoothing, Optional<ReasonLabels> labels) {
        this.fitted = fitted;
        this.smoothing = smoothing;
        this.reasons = labels.map(EventReasons::new);
        this.frameReasons = labels.filter(some -> !some.classes().isEmpty()).map(FrameReasons::new);
        this.rules = CalibratedRules.of(fitted);
        this.boxes = FrameBoxes.of(fitted);
    }

    /**
     * The figures of an evaluation on videos.
     *
     * @param videos that were watched
     * @param frames frame-level figures by every protocol
     * @param smoothed the same of smoothed scores; empty unless asked for
     * @param pixelAuroc over all pixels of videos with masks; empty if there are none, or the detector does not say where
     * @param pixels the criterion of UCSD over videos with masks; empty likewise
     * @param regions RBDC and TBDC over videos with boxes; empty likewise
     * @param events of a calibrated detector
     * @param falseAlarms of a calibrated detector
     * @param reasons in how many true events the first reason is admissible; empty unless there are labels
     * @param reasonPrecision of the attributes that are told of each frame; empty unless there are labels
     * @param failures what could not be read
     */
    public record Result(
            int videos,
            FrameMetrics.Result frames,
            Optional<FrameMetrics.Result> smoothed,
            OptionalDouble pixelAuroc,
            Optional<DetectionFigures> pixels,
            Optional<RegionTrackMetrics.Result> regions,
            Optional<EventMatching.Result> events,
            Optional<FalseAlarms.Result> falseAlarms,
            Optional<EventReasons.Result> reasons,
            Optional<ReasonPrecision.Result> reasonPrecision,
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
        BinnedPixelMetrics ownEveryPixel = BinnedPixelMetrics.withProLimit(PixelMetrics.DEFAULT_PRO_LIMIT);
        List<ScoredBox> found = new ArrayList<>();
        AtomicBoolean mapped = new AtomicBoolean();
        AtomicBoolean placed = new AtomicBoolean();
        Map<Long, Map<String, Double>> told = new LinkedHashMap<>();
        WatchedVideo seen;
        try (FrameSource source = test.video().open()) {
            seen = WatchedVideo.of(test.video().id(), source, fitted, rules, scored -> {
                truth.mask(scored.frame()).ifPresent(mask -> scored.map().ifPresent(map -> {
                    ownPixels.add(map, mask.toArray());
                    ownEveryPixel.add(map, mask.toArray());
                    mapped.set(true);
                }));
                found.addAll(found(scored));
                placed.compareAndSet(
                        false, scored.map().isPresent() || !scored.findings().isEmpty());
                told.put(scored.frame().index(), FrameReasons.strengths(scored));
            });
        }
        frames.add(seen.scores(), truth.labels());
        smoothing.ifPresent(filter -> smoothed.add(filter.of(seen.scores()), truth.labels()));
        List<Span> trueEvents = AnomalousSpans.of(truth.labels(), frame -> time(seen, frame));
        List<Span> foundEvents = spans(seen);
        events.add(trueEvents, foundEvents);
        falseAlarms.add(trueEvents, foundEvents, seen.seconds());
        reasons.ifPresent(all -> all.add(seen.name(), seen.events(), trueEvents, truth));
        frameReasons.ifPresent(all -> told.forEach((frame, strengths) -> all.add(seen.name(), frame, strengths)));
        watched++;
        if (mapped.get()) {
            pixels.merge(ownPixels);
            everyPixel.merge(ownEveryPixel);
            withMasks++;
        }
        if (placed.get()) {
            addBoxes(truth, found);
        }
    }

    /** Of a detector that says where. */
    private void addBoxes(VideoTruth truth, List<ScoredBox> found) {
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

    private static double time(WatchedVideo seen, int frame) {
        int last = seen.moments().size() - 1;
        return frame <= last
                ? seen.moments().get(frame).seconds()
                : seen.moments().get(last).seconds() + 1 / seen.framesPerSecond();
    }

    /** An event lasts to the end of its last frame. */
    private static List<Span> spans(WatchedVideo seen) {
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
     * The figures of all videos added.
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
                smoothing.map(filter -> smoothed.result()),
                withMasks == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(everyPixel.result().pixels().auroc()),
                withMasks == 0 ? Optional.empty() : Optional.of(pixels.result()),
                withBoxes == 0 ? Optional.empty() : Optional.of(regions.result()),
                ifDecided(events.result()),
                ifDecided(falseAlarms.result()),
                reasons.map(EventReasons::result),
                frameReasons.map(FrameReasons::result),
                List.copyOf(failures));
    }

    private <T> Optional<T> ifDecided(T figures) {
        return Double.isFinite(rules.open()) ? Optional.of(figures) : Optional.empty();
    }
}
