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
import io.xvad.report.JsonLines;
import io.xvad.video.dataset.Video;
import io.xvad.video.event.EventNarration;
import io.xvad.video.event.EventRules;
import io.xvad.video.read.FrameSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Watches videos and reports what a detector found in them: writes for each {@code scores.json}, {@code events.json} and {@code
 * annotated.mp4} to a directory of the video's id and adds a line to {@code detections.jsonl}, as soon as it was watched, and gives the
 * page that plays them, to be written beside these directories. A video that cannot be read is reported and the rest go on; one whose
 * annotated video cannot be written has its scores and events all the same. Not thread-safe.
 */
public final class VideoReport {

    private final FittedDetector fitted;
    private final EventRules rules;
    private final Path out;
    private final ArrayNode results = JsonNodeFactory.instance.arrayNode();
    private final List<VideoCard> cards = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final JsonLines lines;
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
        this.lines = new JsonLines(out.resolve("detections.jsonl"));
    }

    /**
     * Watches a video.
     *
     * @param warn is told if it cannot be read, or its annotated video not be written
     * @return a line about it and one for each remark and event; empty if it could not be read
     * @throws XvadDataException if {@code detections.jsonl} cannot be written
     */
    public String watch(Video video, Consumer<String> warn) {
        int begin = text.length();
        try {
            watched(video, warn);
        } catch (XvadDataException | IllegalArgumentException e) {
            String cause = fail(video, e, warn);
            results.addObject().put("video", video.id()).put("error", cause);
        }
        lines.add(results.get(results.size() - 1));
        return text.substring(begin);
    }

    private String fail(Video video, RuntimeException e, Consumer<String> warn) {
        failed = true;
        String cause = video.id() + ": " + e.getMessage();
        warn.accept(cause);
        return cause;
    }

    private void watched(Video video, Consumer<String> warn) {
        Path directory = directory(video);
        try (FrameSource source = video.open();
                AnnotatedVideo annotated = new AnnotatedVideo(
                        directory.resolve("annotated.mp4"),
                        source.framesPerSecond(),
                        FrameBoxes.of(fitted),
                        rules.open(),
                        video.id())) {
            WatchedVideo watched = WatchedVideo.of(video.id(), source, fitted, rules, annotated);
            write(WatchedVideoJson.scores(watched).toPrettyString(), directory.resolve("scores.json"));
            write(WatchedVideoJson.events(watched).toPrettyString(), directory.resolve("events.json"));
            List<String> remarks = new ArrayList<>(source.remarks());
            remarks.addAll(watched.remarks());
            add(watched, remarks, notDrawn(video, annotated, warn));
        }
    }

    /** Refuses to write a folder where there is a file, as beside the videos themselves. */
    private Path directory(Video video) {
        Path directory = ResultPlace.in(out, video.id());
        if (Files.isRegularFile(directory)) {
            throw new XvadDataException(
                    directory + " is a file: its results need a folder of that name, write them elsewhere");
        }
        return directory;
    }

    /** Finishes the annotated video; why there is none. */
    private Optional<String> notDrawn(Video video, AnnotatedVideo annotated, Consumer<String> warn) {
        try {
            annotated.finish();
            return Optional.empty();
        } catch (XvadDataException e) {
            return Optional.of(fail(video, e, warn));
        }
    }

    private static void write(String json, Path file) {
        WholeFile.write(file, stream -> stream.write(json.getBytes(StandardCharsets.UTF_8)));
    }

    private void add(WatchedVideo watched, List<String> remarks, Optional<String> notDrawn) {
        double highest = watched.highestScore();
        ObjectNode json = results.addObject();
        json.put("video", watched.name());
        json.put("frames", watched.moments().size());
        json.put("highestScore", highest);
        json.set("limit", FiguresJson.number(watched.limit()));
        json.set("events", WatchedVideoJson.events(watched));
        remarks.forEach(json.putArray("remarks")::add);
        notDrawn.ifPresent(cause -> json.put("notDrawn", cause));
        text.append(String.format(
                Locale.ROOT,
                "%s: %d frames, highest score %.4g, %d events%n",
                watched.name(),
                watched.moments().size(),
                highest,
                watched.events().size()));
        remarks.forEach(remark -> line("note: " + remark));
        watched.events().forEach(event -> line(EventNarration.inWords(event)));
        String file = notDrawn.isPresent() ? "" : watched.name() + "/annotated.mp4";
        cards.add(VideoCard.of(watched.name(), file, watched, List.of(), note(watched, remarks, notDrawn)));
    }

    private void line(String words) {
        text.append("  ").append(words).append(System.lineSeparator());
    }

    private static String note(WatchedVideo watched, List<String> remarks, Optional<String> notDrawn) {
        List<String> notes = new ArrayList<>();
        notes.add(
                Double.isFinite(watched.limit())
                        ? "Events: " + watched.events().size() + "."
                        : "Not calibrated: it scores but opens no events.");
        remarks.forEach(remark -> notes.add(remark + "."));
        notDrawn.ifPresent(cause -> notes.add("There is no annotated video: " + cause + "."));
        return String.join(" ", notes);
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

    /** One object for each video: its frames, highest score, limit, events and remarks, or the error. */
    public ArrayNode json() {
        return results;
    }

    /** A line for each video and each event. */
    public String text() {
        return text.toString();
    }

    /** Whether a video could not be read, or its annotated video not be written. */
    public boolean someFailed() {
        return failed;
    }
}
