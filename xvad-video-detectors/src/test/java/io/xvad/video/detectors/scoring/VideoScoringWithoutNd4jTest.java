package io.xvad.video.detectors.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.registry.Registry;
import io.xvad.testkit.SeparateProcess;
import io.xvad.video.Walks;
import io.xvad.video.detectors.scenegraph.Meetings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models are fitted once. One program loads and scores them on a class path without xvad-training, ND4J and DL4J, another on one
 * without ONNX Runtime, where networks run in SameDiff and DL4J; they agree.
 */
class VideoScoringWithoutNd4jTest {

    private static final double TOLERANCE = 1e-4;
    private static final String NETWORK = "epochs=1 epoch-windows=8 input-size=32 width=4 ";

    /** A detector that learns from pairs. */
    private static final String PAIRS = "scene-graph";

    private static final String WEAK = "epochs=2 snippet=4 moments=1 input-size=32 ";

    private static final List<Sample> NORMALS = List.of(Walks.clip(0, 14, 5, 1, 30), Walks.clip(1, 14, 20, 1, 30));

    /** Name of the file, name of the detector, options. */
    private static final String[][] MODELS = {
        {"frame-prediction", "frame-prediction", NETWORK + "flow-weight=0"},
        {"frame-reconstruction", "frame-reconstruction", NETWORK + "error=mean"},
        {"mnad", "mnad", NETWORK},
        {"mnad-reconstruction", "mnad", NETWORK + "task=reconstruction"},
        {"lsa", "lsa", NETWORK + "code=8"},
        {"vq-memory", "vq-memory", NETWORK + "codes=16"},
        {"dlan-ac", "dlan-ac", NETWORK + "clusters=8"},
        {"ctr", "ctr", WEAK + "hidden=8"},
        {"dsa", "dsa", WEAK + "hidden=4"},
        {"vador", "vador", WEAK + "hidden=8 context-epochs=1"},
        {"dor", "dor", "iterations=2 epochs=2 input-size=32 channels=8 hidden=4"},
        {"attributes", "attributes", "input-size=32 smallest=0.005"},
        {"exemplars", "exemplars", ""},
        {"interpretable", "interpretable", ""},
        {"x-man", "x-man", ""},
        {"jdr", "jdr", "input-size=32 bank-size=50"},
        {"scene-graph", PAIRS, ""},
    };

    @TempDir
    private static Path directory = Path.of("");

    private static final Registry<Detector> DETECTORS = Registry.load(Detector.class);
    private static final Map<String, List<Double>> FITTED = new HashMap<>();

    @BeforeAll
    static void fit() {
        for (String[] model : MODELS) {
            Map<String, String> options = Arrays.stream(model[2].split(" "))
                    .filter(option -> !option.isEmpty())
                    .map(option -> option.split("="))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
            try (FittedDetector fitted = Training.of(DETECTORS.get(model[1]))
                    .withOptions(options)
                    .withHeldOut(0)
                    .fit(data(model[1]))) {
                Models.save(fitted, file(model[0]));
                FITTED.put(model[0], ClipScores.numbers(fitted));
            }
        }
    }

    private static TrainingSet data(String detector) {
        List<Sample> normals = detector.equals(PAIRS) ? List.of(Meetings.apart(1, 14)) : NORMALS;
        Sample anomalous = detector.equals(PAIRS) ? Meetings.together(2, 14) : Walks.anomaly();
        return TrainingSet.normals(Samples.of(normals))
                .withLabelled(LabelledSamples.of(List.of(anomalous), List.of(Label.anomaly())));
    }

    private static Path file(String model) {
        return directory.resolve(model + ".xvad");
    }

    /** FFmpeg and OpenCV come with JavaCPP and OpenBLAS, which stay. */
    private static boolean isOfNd4j(String entry) {
        return entry.matches(".*(nd4j|deeplearning4j|datavec).*\\.jar");
    }

    private static boolean isOfOnnxRuntime(String entry) {
        return entry.contains("onnxruntime") || entry.matches(".*xvad-onnx/target/classes/?");
    }

    private static boolean isForScoringAlone(String entry) {
        return !isOfNd4j(entry) && !entry.contains("xvad-training");
    }

    /** What the program printed of each model. */
    private static Map<String, List<Double>> scored(Predicate<String> classPath, boolean withNd4j) {
        SeparateProcess process = SeparateProcess.of(
                classPath,
                ClipScores.class,
                Arrays.stream(MODELS).map(model -> file(model[0]).toString()).toList());
        assertThat(process.output().contains("nd4j null")).as(process.output()).isEqualTo(!withNd4j);
        assertThat(process.output()).doesNotContain("could not be loaded");
        return process.numbers();
    }

    @Test
    void scoresAreTheSameWithoutNd4jAndWithoutOnnxRuntime() {
        Map<String, List<Double>> frozen = scored(VideoScoringWithoutNd4jTest::isForScoringAlone, false);
        Map<String, List<Double>> live = scored(entry -> !isOfOnnxRuntime(entry), true);
        for (String[] model : MODELS) {
            String name = model[0];
            List<Double> found = Objects.requireNonNull(frozen.get(name), name);
            requireClose(name, found, Objects.requireNonNull(live.get(name), name), TOLERANCE);
            requireClose(name, found, Objects.requireNonNull(FITTED.get(name)), 1e-6);
        }
    }

    @Test
    void trainingANetworkWithoutXvadTrainingSaysWhatToAdd() {
        SeparateProcess process =
                SeparateProcess.of(VideoScoringWithoutNd4jTest::isForScoringAlone, NetworkFit.class, List.of());
        assertThat(process.output()).contains("mnad", "<artifactId>xvad-training</artifactId>");
    }

    private static void requireClose(String name, List<Double> found, List<Double> wanted, double tolerance) {
        assertThat(found).as(name).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.size(); i++) {
            assertThat(found.get(i))
                    .as("%s: %s, else %s", name, found, wanted)
                    .isCloseTo(wanted.get(i), within(tolerance * (1 + Math.abs(wanted.get(i)))));
        }
    }
}
