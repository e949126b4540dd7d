package io.xvad.report.video;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.Clip;
import io.xvad.core.XvadDataException;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Explanation;
import io.xvad.core.explain.Statement;
import io.xvad.core.model.WholeFile;
import io.xvad.evaluation.video.CalibratedRules;
import io.xvad.evaluation.video.FrameBoxes;
import io.xvad.evaluation.video.PeakWindow;
import io.xvad.evaluation.video.WatchedVideo;
import io.xvad.report.RuleRow;
import io.xvad.video.dataset.Video;
import io.xvad.video.event.EventRules;
import io.xvad.video.read.FrameSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Explains the window around the highest score of each video: writes the explanation as JSON and the window as an annotated MP4, and
 * gives the page that plays them. A video that cannot be read is reported and the rest go on; one whose annotated video cannot be
 * written is explained all the same. Not thread-safe.
 */
public final class VideoExplanationReport {

    private final FittedDetector fitted;
    private final Explainer explainer;
    private final ExplainRequest request;
    private final int window;
    private final Path out;
    private final List<VideoCard> cards = new ArrayList<>();
    private final ArrayNode results = JsonNodeFactory.instance.arrayNode();
    private final StringBuilder text = new StringBuilder();
    private boolean failed;

    /**
     * A report that holds no video yet.
     *
     * @param request with which to explain
     * @param window frames to explain, at least 2
     * @param out directory to write to
     * @throws IllegalArgumentException if the window is too short
     */
    public VideoExplanationReport(
            FittedDetector fitted, Explainer explainer, ExplainRequest request, int window, Path out) {
        this.fitted = fitted;
        this.explainer = explainer;
        this.request = request;
        this.window = PeakWindow.requireLength(window);
        this.out = out;
    }

    /**
     * Explains a video.
     *
     * @param warn is told if it cannot be read, or its annotated video not be written
     * @return two lines about it; empty if it could not be read
     */
    public String explain(Video video, Consumer<String> warn) {
        int begin = text.length();
        try {
            Clip clip = PeakWindow.of(fitted, video, window, any -> true).clip();
            Explanation explanation = explainer.explain(fitted, clip, fitted.detect(clip), request);
            Path file = ResultPlace.in(out, video.id() + "." + explainer.name() + ".json");
            byte[] json = explanation.toJson().getBytes(StandardCharsets.UTF_8);
            WholeFile.write(file, stream -> stream.write(json));
            String words = words(explanation);
            ObjectNode result = add(video, clip, words, file);
            cards.add(card(video, clip, explanation, cause -> {
                warn.accept(cause);
                result.put("notDrawn", cause);
            }));
        } catch (XvadDataException e) {
            failed = true;
            String cause = video.id() + ": " + e.getMessage();
            warn.accept(cause);
            results.addObject().put("video", video.id()).put("error", cause);
        }
        return text.substring(begin);
    }

    private static String words(Explanation explanation) {
        return explanation.evidence(Statement.class).map(Statement::text).collect(Collectors.joining(" "));
    }

    /** The window as an annotated video, with its timeline and events. */
    private VideoCard card(Video video, Clip clip, Explanation explanation, Consumer<String> notDrawn) {
        String name = video.id() + "." + explainer.name() + ".mp4";
        EventRules rules = CalibratedRules.of(fitted);
        try (FrameSource source = FrameSource.of(clip);
                AnnotatedVideo annotated = new AnnotatedVideo(
                        out.resolve(name), clip.framesPerSecond(), FrameBoxes.of(fitted), rules.open(), video.id())) {
            WatchedVideo watched = WatchedVideo.of(video.id(), source, fitted, rules, annotated);
            boolean drawn = drawn(video, annotated, notDrawn);
            return VideoCard.of(
                    clip.id(), drawn ? name : "", watched, List.of(), words(explanation), RuleRow.of(explanation));
        }
    }

    private boolean drawn(Video video, AnnotatedVideo annotated, Consumer<String> notDrawn) {
        try {
            annotated.finish();
            return true;
        } catch (XvadDataException e) {
            failed = true;
            notDrawn.accept(video.id() + ": " + e.getMessage());
            return false;
        }
    }

    private ObjectNode add(Video video, Clip clip, String words, Path file) {
        ObjectNode result = results.addObject()
                .put("video", video.id())
                .put("window", clip.id())
                .put("explanation", file.toString())
                .put("statement", words);
        text.append(clip.id())
                .append(System.lineSeparator())
                .append("  ")
                .append(words)
                .append(System.lineSeparator());
        return result;
    }

    /** The page as HTML; it needs the annotated videos, which lie beside it. */
    public String html() {
        String detector = fitted.provenance().detector();
        return new VideoPage(
                        "XVAD: explanations of videos",
                        "The most anomalous part of each video, as the detector '" + detector
                                + "' saw it and the explainer '" + explainer.name() + "' explains it.",
                        List.of(),
                        List.of(),
                        List.of(new VideoPage.Section("Detector: " + detector, cards)))
                .html();
    }

    /** One object for each video: the window, the explanation's file and its statement, or the error. */
    public ArrayNode json() {
        return results;
    }

    /** Two lines for each video. */
    public String text() {
        return text.toString();
    }

    /** Whether a video could not be read, or its annotated video not be written. */
    public boolean someFailed() {
        return failed;
    }
}
