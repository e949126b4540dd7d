package io.xvad.cli.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.progress.ProgressListener;
import io.xvad.core.registry.Registry;
import io.xvad.data.preprocess.Channels;
import io.xvad.evaluation.FiguresJson;
import io.xvad.evaluation.video.FrameBoxes;
import io.xvad.evaluation.video.WatchedVideo;
import io.xvad.evaluation.video.WatchedVideoJson;
import io.xvad.report.ReportPage.Row;
import io.xvad.report.video.AnnotatedVideo;
import io.xvad.report.video.VideoCard;
import io.xvad.report.video.VideoPage;
import io.xvad.video.event.EventRules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Learns normal synthetic scenes, watches strange ones, says what was strange, and counts how often that is right. */
public final class VideoDemo {

    /** Detectors that are shown. */
    public static final List<String> DETECTORS = List.of("attributes", "exemplars");

    private static final int LEARNED = 16;
    private static final int CALIBRATED = 19;
    private static final int WINDOW = 40;
    private static final int TESTED = 110;
    private static final Box VIEW = new Box(0, 0, 240, 160);

    private final DemoScenes scenes;
    private final Path directory;
    private final ProgressListener progress;
    private final List<VideoPage.Section> sections = new ArrayList<>();
    private final List<Row> table = new ArrayList<>();
    private final ArrayNode results = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode events = JsonNodeFactory.instance.arrayNode();

    /** A demo that is yet to run, writing its videos to a directory. */
    public VideoDemo(DemoScenes scenes, Path directory, ProgressListener progress) {
        this.scenes = scenes;
        this.directory = directory;
        this.progress = progress;
    }

    /** The scenes of the command: 160 x 240 pixels above a photographed texture. */
    public static DemoScenes scenes(Image texture, long seed) {
        return new DemoScenes(Channels.colour(texture).crop(VIEW), LEARNED, CALIBRATED, WINDOW, TESTED, seed);
    }

    /** Runs one detector. */
    public void run(String name) {
        Training training = Training.of(Registry.load(Detector.class).get(name))
                .withSeed(scenes.seed())
                .withProgress(progress);
        List<SceneResult> watched = new ArrayList<>();
        List<VideoCard> cards = new ArrayList<>();
        try (FittedDetector fitted = training.fit(scenes.toLearn(), scenes.toCalibrate())) {
            for (TestScene test : scenes.toTest()) {
                String file = name + "-" + test.name() + ".mp4";
                SceneResult result = watch(fitted, test, file);
                watched.add(result);
                WatchedVideoJson.events(result.watched())
                        .forEach(event -> events.add(
                                ((ObjectNode) event).put("detector", name).put("synthetic", true)));
                cards.add(VideoCard.of(
                        name + ", synthetic scene: " + test.name(),
                        file,
                        result.watched(),
                        test.spans(),
                        note(result)));
            }
        }
        sections.add(new VideoPage.Section("Detector: " + name, normalLast(cards)));
        table.add(row(name, "frame AUC", watched, SceneResult::frameAuc));
        table.add(row(name, "false events", watched, SceneResult::falseEvents));
        results.add(json(name, watched));
    }

    /** The scene without anything wrong is tested first and shown last. */
    private static List<VideoCard> normalLast(List<VideoCard> cards) {
        List<VideoCard> shown = new ArrayList<>(cards);
        Collections.rotate(shown, -1);
        return shown;
    }

    private SceneResult watch(FittedDetector fitted, TestScene test, String file) {
        EventRules rules = EventRules.of(fitted);
        String caption = "synthetic: " + test.name();
        try (SceneFrames frames = new SceneFrames(test.name(), test.scene(), test.framesPerSecond());
                AnnotatedVideo video = new AnnotatedVideo(
                        directory.resolve(file),
                        test.framesPerSecond(),
                        FrameBoxes.of(fitted),
                        rules.open(),
                        caption)) {
            WatchedVideo watched = WatchedVideo.of(test.name(), frames, fitted, rules, video);
            video.finish();
            return new SceneResult(test, watched);
        }
    }

    private static String note(SceneResult result) {
        return result.test().kind().isEmpty()
                ? "Nothing is wrong here; events: " + result.watched().events().size()
                : String.format(
                        Locale.ROOT,
                        "Frame AUC %.3f; %d events at what is truly anomalous, of which %d name %s first; %d false events.",
                        result.frameAuc(),
                        result.trueEvents().size(),
                        result.rightlyNamed(),
                        String.join(
                                " or ", result.test().right().stream().sorted().toList()),
                        result.falseEvents());
    }

    private static Row row(
            String name, String figure, List<SceneResult> watched, ToDoubleFunction<SceneResult> measure) {
        String pattern = figure.equals("frame AUC") ? "%.3f" : "%.0f";
        return new Row(
                name + ", " + figure,
                watched.stream()
                        .mapToDouble(measure)
                        .mapToObj(value -> Double.isNaN(value) ? "–" : String.format(Locale.ROOT, pattern, value))
                        .toList());
    }

    private static ObjectNode json(String name, List<SceneResult> watched) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("detector", name);
        json.put("trueEvents", count(watched, one -> one.trueEvents().size()));
        json.put("rightAttributeFirst", count(watched, SceneResult::rightlyNamed));
        json.put("falseEvents", count(watched, SceneResult::falseEvents));
        ArrayNode kinds = json.putArray("scenes");
        for (SceneResult one : watched) {
            ObjectNode scene = kinds.addObject().put("kind", one.test().name());
            scene.set("frameAuc", FiguresJson.number(one.frameAuc()));
            scene.put("trueEvents", one.trueEvents().size());
            scene.put("rightAttributeFirst", one.rightlyNamed());
            scene.put("falseEvents", one.falseEvents());
        }
        return json;
    }

    private static int count(List<SceneResult> watched, ToDoubleFunction<SceneResult> what) {
        return (int) watched.stream().mapToDouble(what).sum();
    }

    /** The page. */
    public String html() {
        List<String> header = scenes.toTest().stream().map(TestScene::name).toList();
        return new VideoPage("XVAD video demo", introduction(), header, table, sections).html();
    }

    private String introduction() {
        return "All scenes are synthetic: walkers drawn by a program above a photographed texture (CC0). These figures say that"
                + " the machinery works, not how well it finds real anomalies.\n"
                + "Each detector learned from " + scenes.learned() + " normal scenes of " + scenes.window()
                + " frames and was calibrated on " + scenes.calibrated()
                + " others; it is tested on one scene of each kind"
                + " and one without anything wrong, of " + scenes.tested() + " frames.\n" + text().strip();
    }

    /** The figures. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("data", "synthetic scenes above a photographed texture");
        json.put("seed", scenes.seed());
        json.set("results", results);
        return json;
    }

    /** All events. */
    public ArrayNode events() {
        return events;
    }

    /** The counts as text. */
    public String text() {
        StringBuilder text = new StringBuilder();
        results.forEach(one -> text.append(String.format(
                Locale.ROOT,
                "%s: %d events at what is truly anomalous, of which %d name the right attribute first; %d false events.%n",
                one.get("detector").asText(),
                one.get("trueEvents").asInt(),
                one.get("rightAttributeFirst").asInt(),
                one.get("falseEvents").asInt())));
        return text.toString();
    }
}
