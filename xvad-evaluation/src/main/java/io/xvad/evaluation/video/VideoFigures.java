package io.xvad.evaluation.video;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.evaluation.FiguresJson;
import io.xvad.metrics.explanation.reason.ReasonPrecision;
import io.xvad.metrics.uncertainty.Bootstrap;
import io.xvad.metrics.video.FalseAlarms;
import io.xvad.metrics.video.FrameMetrics;
import java.util.Locale;

/** Writes figures of videos as JSON and as text, each under the name of its protocol. */
public final class VideoFigures {

    private static final String BOTH_FRAMES = "the frames are all normal or all anomalous";
    private static final String NO_ANOMALOUS_FRAME = "no frame is anomalous";

    private VideoFigures() {}

    /** All of them; a figure that is not defined is null, what there is no truth for is missing. */
    public static ObjectNode json(VideoEvaluation.Result result) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("videos", result.videos());
        json.set("frame", frames(result.frames()));
        result.smoothed().ifPresent(smoothed -> json.set("frameSmoothed", frames(smoothed)));
        result.pixelAuroc().ifPresent(auroc -> json.set("pixelAuroc", FiguresJson.number(auroc)));
        result.pixels().ifPresent(pixels -> json.set("pixelCriterion40", FiguresJson.detection(pixels)));
        result.regions().ifPresent(regions -> {
            json.set("rbdc", FiguresJson.number(regions.rbdc()));
            json.set("tbdc", FiguresJson.number(regions.tbdc()));
        });
        result.events().ifPresent(events -> {
            ObjectNode node = json.putObject("events");
            node.put("temporalIou", VideoEvaluation.EVENT_IOU);
            node.set("precision", FiguresJson.number(events.precision()));
            node.set("recall", FiguresJson.number(events.recall()));
            node.put("found", events.found());
            node.put("expected", events.expected());
        });
        result.falseAlarms().ifPresent(alarms -> {
            ObjectNode node = json.putObject("falseAlarms");
            node.put("alarms", alarms.alarms());
            node.put("normalHours", alarms.hours());
            node.set("anHour", FiguresJson.number(alarms.hourly()));
            node.set("low", FiguresJson.number(alarms.low()));
            node.set("high", FiguresJson.number(alarms.high()));
        });
        result.reasons().ifPresent(reasons -> json.putObject("firstReasons")
                .put("admissible", reasons.admissible())
                .put("events", reasons.events()));
        result.reasonPrecision().ifPresent(precision -> {
            ObjectNode node = json.putObject("reasonPrecision");
            node.set("mean", FiguresJson.number(precision.mean()));
            precision.byClass().forEach((name, value) -> node.set(name, FiguresJson.number(value)));
        });
        result.failures().forEach(json.putArray("failures")::add);
        return json;
    }

    private static ObjectNode frames(FrameMetrics.Result frames) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("micro", FiguresJson.detection(frames.micro()));
        json.set("microTrapezoidalPrecision", FiguresJson.number(frames.microTrapezoidalPrecision()));
        json.set("microNormalisedPerVideo", FiguresJson.detection(frames.microNormalised()));
        json.set("macroAuroc", FiguresJson.number(frames.macroAuroc()));
        json.set("macroAurocPadded", FiguresJson.number(frames.macroAurocPadded()));
        json.put("videosOfOneClass", frames.skipped());
        return json;
    }

    /** Puts intervals beside the frame-level figures. */
    public static void addIntervals(FrameMetrics.Estimate estimate, ObjectNode json) {
        ObjectNode intervals = json.withObject("/frame").putObject("intervals");
        intervals.set("micro", FiguresJson.interval(estimate.micro()));
        intervals.set("microNormalisedPerVideo", FiguresJson.interval(estimate.microNormalised()));
        intervals.set("macroAuroc", FiguresJson.interval(estimate.macroAuroc()));
        intervals.set("macroAurocPadded", FiguresJson.interval(estimate.macroAurocPadded()));
    }

    /** Intervals of the frame-level figures, as a line of text. */
    public static String intervals(FrameMetrics.Estimate estimate, Bootstrap bootstrap) {
        return String.format(
                Locale.ROOT,
                "%.0f %% intervals over videos of the four frame AUROCs: %s, %s, %s, %s%n",
                100 * bootstrap.level(),
                words(estimate.micro()),
                words(estimate.microNormalised()),
                words(estimate.macroAuroc()),
                words(estimate.macroAurocPadded()));
    }

    private static String words(Bootstrap.Interval interval) {
        return Double.isNaN(interval.low())
                ? "n/a"
                : String.format(Locale.ROOT, "[%.3f, %.3f]", interval.low(), interval.high());
    }

    /** A line a figure; one that is not defined is {@code n/a}, and why. */
    public static String text(VideoEvaluation.Result result) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%d videos%n", result.videos()));
        frames(text, "", "raw scores", result.frames());
        result.smoothed().ifPresent(smoothed -> frames(text, ", smoothed as in papers", "not live", smoothed));
        result.pixelAuroc()
                .ifPresent(auroc -> line(text, "pixel AUROC", auroc, "the pixels are all normal or all anomalous"));
        result.pixels()
                .ifPresent(pixels -> line(text, "pixel criterion of UCSD (40 %), AUROC", pixels.auroc(), BOTH_FRAMES));
        result.regions().ifPresent(regions -> {
            line(text, "RBDC", regions.rbdc(), "nothing anomalous is marked by a box");
            line(text, "TBDC", regions.tbdc(), "nothing anomalous is marked by a box");
        });
        result.events().ifPresent(events -> {
            line(
                    text,
                    "precision of " + events.found() + " events (temporal IoU 0.2)",
                    events.precision(),
                    "no event was found");
            line(text, "recall of " + events.expected() + " true events", events.recall(), "there is no true event");
        });
        result.falseAlarms().ifPresent(alarms -> text.append(words(alarms)));
        result.reasons()
                .ifPresent(reasons -> text.append(String.format(
                        Locale.ROOT,
                        "first reason as labelled, and on what is anomalous: %d of %d true events%n",
                        reasons.admissible(),
                        reasons.events())));
        result.reasonPrecision().ifPresent(precision -> text.append(words(precision)));
        return text.toString();
    }

    private static String words(ReasonPrecision.Result precision) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT, "average precision of reasons over frames, mean of classes: %.3f", precision.mean()));
        precision.byClass().forEach((name, value) -> text.append(String.format(Locale.ROOT, ", %s %.3f", name, value)));
        return text.append(System.lineSeparator()).toString();
    }

    private static String words(FalseAlarms.Result alarms) {
        return String.format(
                Locale.ROOT,
                "false alarms in %.3g minutes of normal footage: %d, that is %.3g an hour [%.3g, %.3g]%n",
                60 * alarms.hours(),
                alarms.alarms(),
                alarms.hourly(),
                alarms.low(),
                alarms.high());
    }

    private static void frames(StringBuilder text, String treated, String raw, FrameMetrics.Result frames) {
        String auroc = "frame AUROC" + treated;
        line(text, auroc + ", micro, " + raw, frames.micro().auroc(), BOTH_FRAMES);
        line(
                text,
                auroc + ", micro, on [0, 1] video by video",
                frames.microNormalised().auroc(),
                BOTH_FRAMES);
        line(
                text,
                auroc + ", macro (" + frames.skipped() + " videos of one class left out)",
                frames.macroAuroc(),
                "no video has both normal and anomalous frames");
        line(text, auroc + ", macro, padded", frames.macroAurocPadded(), BOTH_FRAMES);
        line(text, "frame AP" + treated + ", micro, " + raw, frames.micro().averagePrecision(), NO_ANOMALOUS_FRAME);
        line(
                text,
                "trapezoid under the frames' PR curve, XD-Violence's AP" + treated,
                frames.microTrapezoidalPrecision(),
                NO_ANOMALOUS_FRAME);
    }

    private static void line(StringBuilder text, String name, double value, String whyNot) {
        text.append(String.format(
                Locale.ROOT,
                "%-80s %s%n",
                name,
                Double.isNaN(value) ? "n/a: " + whyNot : String.format(Locale.ROOT, "%.3f", value)));
    }
}
