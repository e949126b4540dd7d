package io.xvad.benchmarks;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Sample;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.registry.Registry;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.data.image.ImageReader;
import io.xvad.data.preprocess.Channels;
import io.xvad.metrics.detection.LabelledScores;
import io.xvad.video.scene.SceneAnomaly;
import io.xvad.video.scene.SyntheticScene;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Measures how well a detector that learned from labels of whole clips tells when the anomaly is: on synthetic scenes, of which as many
 * are normal as have an anomaly of some kind. A command: {@code GROUND DETECTOR LEARNED TESTED SEED [OPTION=VALUE ...]}, the ground an image of at
 * least 160 x 240 pixels, as many normal and as many anomalous clips of each kind to learn from and to test on, options of the detector. A detector
 * that learns from normal clips alone leaves the others, which makes it the yardstick.
 *
 * <p>A snippet of 16 frames is anomalous if half of its frames are; its score is the mean of its frames'. Both normal and anomalous clips are tested.
 */
public final class WeakSyntheticVideo {

    private static final double RATE = 25;
    private static final int FRAMES = 160;
    private static final int SNIPPET = 16;
    private static final int SCENES = 100_000;
    private static final Box VIEW = new Box(0, 0, 240, 160);

    private final Image ground;
    private final long seed;
    private int drawn;

    private WeakSyntheticVideo(Image ground, long seed) {
        this.ground = ground;
        this.seed = seed;
    }

    /** Prints a line a kind and one for all. */
    public static void main(String[] arguments) {
        Image ground = Channels.colour(ImageReader.withDefaults().read(Path.of(arguments[0])))
                .crop(VIEW);
        WeakSyntheticVideo video = new WeakSyntheticVideo(ground, Long.parseLong(arguments[4]));
        Map<String, String> options = Arrays.stream(arguments)
                .skip(5)
                .map(option -> option.split("=", 2))
                .collect(Collectors.toMap(option -> option[0], option -> option[1]));
        long begun = System.nanoTime();
        try (FittedDetector fitted = Training.of(Registry.load(Detector.class).get(arguments[1]))
                .withOptions(options)
                .withHeldOut(0)
                .fit(video.training(Integer.parseInt(arguments[2])))) {
            System.out.printf(Locale.ROOT, "fitted in %.0f s%n", (System.nanoTime() - begun) / 1e9);
            video.measure(fitted.capability(ScoresFrames.class).orElseThrow(), Integer.parseInt(arguments[3]));
        }
    }

    private SyntheticScene scene(Optional<SceneAnomaly> kind) {
        int number = drawn++;
        return SyntheticScene.of("scene-" + number, ground, FRAMES, RATE, kind, seed * SCENES + number);
    }

    private TrainingSet training(int each) {
        List<SyntheticScene> normals = new ArrayList<>();
        List<SyntheticScene> anomalies = new ArrayList<>();
        for (SceneAnomaly kind : SceneAnomaly.values()) {
            for (int i = 0; i < each; i++) {
                normals.add(scene(Optional.empty()));
                anomalies.add(scene(Optional.of(kind)));
            }
        }
        return TrainingSet.normals(new Scenes(normals, Label.normal()))
                .withLabelled(new Scenes(anomalies, Label.anomaly()));
    }

    /** Scenes of one label, drawn when they are asked for. */
    private record Scenes(List<SyntheticScene> scenes, Label label) implements LabelledSamples {

        @Override
        public int size() {
            return scenes.size();
        }

        @Override
        public Sample get(int index) {
            return scenes.get(index).clip();
        }

        @Override
        public Label label(int index) {
            return label;
        }
    }

    private void measure(ScoresFrames detector, int each) {
        LabelledScores all = new LabelledScores();
        LabelledScores frames = new LabelledScores();
        for (SceneAnomaly kind : SceneAnomaly.values()) {
            LabelledScores ofKind = new LabelledScores();
            for (int i = 0; i < each; i++) {
                SyntheticScene anomalous = scene(Optional.of(kind));
                score(detector, anomalous, List.of(all, ofKind), frames);
                score(detector, scene(Optional.empty()), List.of(all, ofKind), frames);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s: snippet AUROC %.3f%n",
                    kind,
                    ofKind.result().auroc());
        }
        System.out.printf(
                Locale.ROOT,
                "all: snippet AUROC %.3f, frame AUROC %.3f%n",
                all.result().auroc(),
                frames.result().auroc());
    }

    private static void score(
            ScoresFrames detector, SyntheticScene scene, List<LabelledScores> snippets, LabelledScores frames) {
        boolean[] anomalous = new boolean[FRAMES];
        scene.boxes().forEach(box -> anomalous[box.frame()] = true);
        List<ScoredFrame> scored = detector.scored(scene.clip());
        for (int from = 0; from < FRAMES; from += SNIPPET) {
            double sum = 0;
            int count = 0;
            for (int i = from; i < from + SNIPPET; i++) {
                sum += scored.get(i).score();
                count += anomalous[i] ? 1 : 0;
                frames.add(scored.get(i).score(), anomalous[i]);
            }
            double mean = sum / SNIPPET;
            boolean half = 2 * count >= SNIPPET;
            snippets.forEach(scores -> scores.add(mean, half));
        }
    }
}
