package io.xvad.report.video;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.XvadDataException;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.WholeFile;
import io.xvad.evaluation.FiguresJson;
import io.xvad.evaluation.video.CalibratedRules;
import io.xvad.evaluation.video.FrameBoxes;
import io.xvad.evaluation.video.WatchedVideo;
import io.xvad.evaluation.video.WatchedVideoJson;
import io.xvad.video.dataset.Video;
import io.xvad.video.event.EventNarration;
import io.xvad.video.event.EventRules;
import io.xvad.video.read.FrameSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Watches videos and reports what a detector found in them: writes for each {@code scores.json}, {@code events.json} and {@code
 * annotated.mp4} to a directory of the video's id, and gives the page that plays them, to be written beside these directories. A video
 * that cannot be read is reported and the rest go on. Not thread-safe.
 */
public final class VideoReport {

    private final FittedDetector fitted;
    private final EventRules rules;
    private final Path out;
    private final ArrayNode results = JsonNodeFactory.instance.arrayNode();
    private final List<VideoCard> cards = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private boolean failed;

    /**
     * A report that holds no video yet.
     *
     * @param out directory to write to
     */
    public VideoReport(FittedDetector fitted, Path out) {
        this.fitted = fitted;
        this.rules = CalibratedRules.of(fitted);
        this.out = out;
    }

    /**
     * Watches a video.
     *
     * @param warn is told if it cannot be read
     */
    public void watch(Video video, Consumer<String> warn) {
        Path directory = out.resolve(video.id());
        try {
            WatchedVideo watched = watched(video, directory.resolve("annotated.mp4"));
            write(WatchedVideoJson.scores(watched).toPrettyString(), directory.resolve("scores.json"));
            write(WatchedVideoJson.events(watched).toPrettyString(), directory.resolve("events.json"));
            add(watched);
        } catch (XvadDataException e) {
            failed = true;
            String cause = video.id() + ": " + e.getMessage();
            warn.accept(cause);
            results.addObject().put("video", video.id()).put("error", cause);
        }
    }

    private WatchedVideo watched(Video video, Path file) {
        try (FrameSource source = video.open();
                AnnotatedVideo annotated = new AnnotatedVideo(
                        file, source.framesPerSecond(), FrameBoxes.of(fitted), rules.open(), video.id())) {
            WatchedVideo watched = WatchedVideo.of(video.id(), source, fitted, rules, annotated);
            annotated.finish();
            return watched;
        }
    }

    private static void write(String json, Path file) {
        WholeFile.write(file, stream -> stream.write(json.getBytes(StandardCharsets.UTF_8)));
    }

    private void add(WatchedVideo watched) {
        double highest = watched.highestScore();
        ObjectNode json = results.addObject();
        json.put("video", watched.name());
        json.put("frames", watched.moments().size());
        json.put("highestScore", highest);
        json.set("limit", FiguresJson.number(watched.limit()));
        json.set("events", WatchedVideoJson.events(watched));
        text.append(String.format(
                Locale.ROOT,
                "%s: %d frames, highest score %.4g, %d events%n",
                watched.name(),
                watched.moments().size(),
                highest,
                watched.events().size()));
        watched.events()
                .forEach(event ->
                        text.append("  ").append(EventNarration.inWords(event)).append(System.lineSeparator()));
        String note = Double.isFinite(watched.limit())
                ? "Events: " + watched.events().size()
                : "Not calibrated: it scores but opens no events.";
        String file = watched.name() + "/annotated.mp4";
        cards.add(VideoCard.of(watched.name(), file, watched, List.of(), note));
    }

    /** The page of all videos so far, as HTML. */
    public String html() {
        String detector = fitted.provenance().detector();
        return new VideoPage(
                        "XVAD: videos",
                        "What the detector '" + detector + "' saw.",
                        List.of(),
                        List.of(),
                        List.of(new VideoPage.Section("Detector: " + detector, cards)))
                .html();
    }

    /** One object for each video: its frames, highest score, limit and events, or the error. */
    public ArrayNode json() {
        return results;
    }

    /** A line for each video and each event. */
    public String text() {
        return text.toString();
    }

    /** Whether a video could not be read. */
    public boolean someFailed() {
        return failed;
    }
}
