package io.xvad.video.language.anomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.testkit.SeparateProcess;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models are fitted once; one program loads and scores them without xvad-training and ND4J, another without ONNX Runtime, which a CLIP needs. */
class AnomizeScoringWithoutNd4jTest {

    private static final Path CLIP = Path.of("..", "xvad-foundation", "src", "test", "resources", "exports", "plain");

    @TempDir
    private Path directory = Path.of("");

    private final AnomizeTest data = new AnomizeTest();

    private List<Double> fitted(String model, String embedder) {
        Map<String, String> options = new HashMap<>(data.options());
        options.putAll(Map.of("embedder", embedder, "epochs", "2", "threads", "1"));
        try (FittedDetector fitted = Training.of(new Anomize())
                .withOptions(options)
                .withHeldOut(0)
                .fit(TrainingSet.normals(Samples.of(data.normals())).withLabelled(data.labelled()))) {
            Models.save(fitted, file(model));
            return AnomizeScores.numbers(fitted);
        }
    }

    private Path file(String model) {
        return directory.resolve(model + ".xvad");
    }

    private Map<String, List<Double>> scored(Predicate<String> classPath, boolean withNd4j, String... models) {
        List<String> files =
                List.of(models).stream().map(model -> file(model).toString()).toList();
        SeparateProcess process = SeparateProcess.of(classPath, AnomizeScores.class, files);
        assertThat(process.output().contains("nd4j null")).as(process.output()).isEqualTo(!withNd4j);
        return process.numbers();
    }

    private static boolean isForScoringAlone(String entry) {
        return !entry.matches(".*(nd4j|deeplearning4j|datavec).*\\.jar") && !entry.contains("xvad-training");
    }

    private static boolean isOfOnnxRuntime(String entry) {
        return entry.contains("onnxruntime") || entry.matches(".*xvad-onnx/target/classes/?");
    }

    @Test
    void scoresAreTheSameWithoutNd4jAndWithoutOnnxRuntime() {
        List<Double> scenes = fitted("scenes", "scenes-embedder");
        List<Double> clip = fitted("clip", CLIP.toString());
        Map<String, List<Double>> frozen =
                scored(AnomizeScoringWithoutNd4jTest::isForScoringAlone, false, "scenes", "clip");
        requireClose(frozen.get("scenes"), scenes, 1e-6);
        requireClose(frozen.get("clip"), clip, 1e-6);
        Map<String, List<Double>> live = scored(entry -> !isOfOnnxRuntime(entry), true, "scenes");
        requireClose(live.get("scenes"), scenes, 1e-4);
    }

    private static void requireClose(@Nullable List<Double> found, List<Double> wanted, double tolerance) {
        List<Double> numbers = Objects.requireNonNull(found);
        assertThat(numbers).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.size(); i++) {
            assertThat(numbers.get(i)).isCloseTo(wanted.get(i), within(tolerance));
        }
    }
}
