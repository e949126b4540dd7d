package io.xvad.benchmarks;

import io.xvad.core.Box;
import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.registry.Registry;
import io.xvad.core.stream.Finding;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.data.image.ImageReader;
import io.xvad.data.preprocess.Channels;
import io.xvad.metrics.detection.LabelledScores;
import io.xvad.video.scene.SyntheticAnomaly;
import io.xvad.video.scene.SyntheticScene;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures a video detector on synthetic scenes: frame AUROC for each kind of anomaly, and at the peak of how many scenes the
 * attribute that was made anomalous is named first. A command: {@code GROUND DETECTOR SCENES SEED [walkers|traffic] [OPTION=VALUE ...]}, the
 * ground an image of at least 160 x 240 pixels, that many scenes of each kind, walkers if no generator is named, options of the detector. Another seed gives other scenes to learn from and to test on.
 */
public final class SyntheticVideo {

    private static final double RATE = 25;
    private static final int TRAINING = 4;
    private static final int LEARNED = 200;
    private static final int WINDOW = 50;
    private static final int TESTED = 150;
    private static final int SCENES = 1000;
    private static final Box VIEW = new Box(0, 0, 240, 160);

    private final SceneGenerator generator;
    private final Image ground;
    private final long seed;
    private final FittedDetector fitted;

    private SyntheticVideo(
            SceneGenerator generator, Image ground, long seed, Detector detector, Map<String, String> options) {
        this.generator = generator;
        this.ground = ground;
        this.seed = seed;
        this.fitted = Training.of(detector).withOptions(options).withHeldOut(0).fit(normal());
    }

    /** Prints a line a scene and a line a kind. */
    public static void main(String[] arguments) {
        Image ground = Channels.colour(ImageReader.withDefaults().read(Path.of(arguments[0])))
                .crop(VIEW);
        boolean isNamed = arguments.length > 4 && !arguments[4].contains("=");
        SceneGenerator generator =
                isNamed ? SceneGenerator.valueOf(arguments[4].toUpperCase(Locale.ROOT)) : SceneGenerator.WALKERS;
        SyntheticVideo video = new SyntheticVideo(
                generator,
                ground,
                Long.parseLong(arguments[3]),
                Registry.load(Detector.class).get(arguments[1]),
                Arrays.stream(arguments)
                        .skip(isNamed ? 5 : 4)
                        .map(option -> option.split("=", 2))
                        .collect(Collectors.toMap(option -> option[0], option -> option[1])));
        try (FittedDetector opened = video.fitted) {
            video.measure(Integer.parseInt(arguments[2]));
        }
    }

    private Samples normal() {
        List<Sample> windows = new ArrayList<>();
        for (int i = 0; i < TRAINING; i++) {
            SyntheticScene scene = scene(Optional.empty(), i, LEARNED);
            for (int from = 0; from < LEARNED; from += WINDOW) {
                List<Image> frames = IntStream.range(from, from + WINDOW)
                        .mapToObj(scene::frame)
                        .toList();
                windows.add(Clip.of("normal-" + i + "@" + from, frames, RATE));
            }
        }
        return Samples.of(windows);
    }

    private SyntheticScene scene(Optional<SyntheticAnomaly> kind, int number, int frames) {
        return generator.scene("scene-" + number, ground, frames, RATE, kind, seed * SCENES + number);
    }

    private void measure(int each) {
        int right = 0;
        for (SyntheticAnomaly kind : generator.kinds()) {
            LabelledScores scores = new LabelledScores();
            int first = TRAINING + each * generator.kinds().indexOf(kind);
            int named = 0;
            for (int i = 0; i < each; i++) {
                SyntheticScene scene = scene(Optional.of(kind), first + i, TESTED);
                named += isNamed(watched(scene, scores), scene, kind) ? 1 : 0;
            }
            right += named;
            System.out.printf(
                    Locale.ROOT,
                    "%s: frame AUROC %.3f, right %d of %d%n",
                    kind.name(),
                    scores.result().auroc(),
                    named,
                    each);
        }
        System.out.printf(
                Locale.ROOT, "right %d of %d%n", right, each * generator.kinds().size());
    }

    /** The frame of the highest score. */
    private ScoredFrame watched(SyntheticScene scene, LabelledScores scores) {
        boolean[] anomalous = new boolean[TESTED];
        scene.boxes().forEach(box -> anomalous[box.frame()] = true);
        List<ScoredFrame> scored = new ArrayList<>();
        try (FrameScorer scorer =
                fitted.capability(ScoresFrames.class).orElseThrow().scorer(RATE)) {
            for (int i = 0; i < TESTED; i++) {
                scored.addAll(scorer.push(new Frame(i, i / RATE, scene.frame(i))));
            }
            scored.addAll(scorer.finish());
        }
        scored.forEach(one ->
                scores.add(one.score(), anomalous[Math.toIntExact(one.frame().index())]));
        return scored.stream()
                .max(Comparator.comparingDouble(ScoredFrame::score))
                .orElseThrow();
    }

    /** Whether what is found at the peak touches what is anomalous, and the right attribute comes first. */
    private static boolean isNamed(ScoredFrame peak, SyntheticScene scene, SyntheticAnomaly kind) {
        Finding finding = peak.findings().get(0);
        boolean there = scene.boxes().stream()
                .anyMatch(one -> one.frame() == peak.frame().index() && touch(one.box(), finding.box()));
        String told = finding.attributes().stream()
                .map(one ->
                        String.format(Locale.ROOT, "%s %.2f (%.2f)", one.attribute(), one.surprise(), one.observed()))
                .collect(Collectors.joining(", "));
        System.out.printf("  %s frame %d%s: %s%n", kind.name(), peak.frame().index(), there ? "" : ", elsewhere", told);
        return there
                && finding.attributes().stream()
                        .findFirst()
                        .map(SyntheticVideo::word)
                        .filter(kind.attributes()::contains)
                        .isPresent();
    }

    /** The name of an attribute, or the word of a relation in a triple. */
    private static String word(AttributeDeviation reason) {
        String[] words = reason.attribute().split(" ");
        return words.length == 3 ? words[1] : reason.attribute();
    }

    private static boolean touch(Box one, Box other) {
        return one.x() < other.x() + other.width()
                && other.x() < one.x() + one.width()
                && one.y() < other.y() + other.height()
                && other.y() < one.y() + one.height();
    }
}
