package io.xvad.cli;

import static io.xvad.cli.Outcome.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xvad.core.Determinism;
import io.xvad.core.Image;
import io.xvad.core.Purpose;
import io.xvad.core.SampleKind;
import io.xvad.core.detect.Detector;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.registry.Registry;
import io.xvad.data.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every detector on weights of the user's goes through fit, detect and explain with the small networks that tools/export made. */
class WeightsTest {

    private static final Path EXPORTS = Path.of("..", "xvad-foundation", "src", "test", "resources", "exports");
    private static final int NORMALS = 8;

    /** Of detectors with several networks, the export that each folder in the folder of weights is. */
    private static final Map<String, Map<String, String>> PARTS = Map.of(
            "logsad", Map.of("clip", "logsad", "sam", "sam"),
            "univad", Map.of("clip", "univad", "dino", "dinov2", "grounding", "grounding", "sam", "sam"),
            "saa-plus", Map.of("grounding", "grounding", "sam", "sam"),
            "clipsam", Map.of("clip", "clip-ad", "sam", "sam"));

    @TempDir
    private static Path normals;

    @TempDir
    private Path directory;

    @BeforeAll
    static void write() {
        for (int i = 0; i < NORMALS; i++) {
            ImageWriter.writePng(FixedSamples.image("n" + i, i, 0), normals.resolve(i + ".png"));
        }
    }

    private static Stream<Detector> detectors() {
        return Registry.load(Detector.class).all().stream()
                .filter(detector -> detector.sampleKinds().contains(SampleKind.IMAGE))
                .filter(detector -> detector.purpose() == Purpose.UNMEASURED)
                .filter(detector -> detector.determinism() == Determinism.EXACT);
    }

    /** The folder of a detector's weights. */
    private Path weights(String detector) throws IOException {
        if (!PARTS.containsKey(detector)) {
            return EXPORTS.resolve(detector.equals("anomaly-dino") ? "dinov2" : detector);
        }
        Path folder = directory.resolve("weights");
        for (Map.Entry<String, String> part : PARTS.get(detector).entrySet()) {
            Path to = Files.createDirectories(folder.resolve(part.getKey()));
            try (Stream<Path> files = Files.list(EXPORTS.resolve(part.getValue()))) {
                for (Path file : files.toList()) {
                    Files.copy(file, to.resolve(file.getFileName()));
                }
            }
        }
        return folder;
    }

    private List<Object> fit(Detector detector, Path model) throws IOException {
        List<Object> args = new ArrayList<>(List.of("fit", "--detector", detector.name(), "--model", model));
        option(args, detector, "weights", weights(detector.name()).toString());
        option(args, detector, "class-name", "metal nut");
        option(args, detector, "references", "2");
        option(args, detector, "input-size", "64");
        option(args, detector, "mask-points", "4");
        option(args, detector, "threads", "1");
        args.addAll(List.of("--data", normals, "--without-measures", "--json"));
        return args;
    }

    private static void option(List<Object> args, Detector detector, String name, String value) {
        if (detector.options().stream().map(OptionSpec::name).anyMatch(name::equals)) {
            args.addAll(List.of("-o", name + "=" + value));
        }
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void goesThroughFitDetectAndExplain(Detector detector) throws IOException {
        Path model = directory.resolve("m.xvad");
        Outcome fitted = run(fit(detector, model).toArray());
        assertThat(fitted.code()).as(fitted.err()).isZero();
        assertThat(fitted.err()).contains(detector.name() + " is not measured");

        Image odd = FixedSamples.image("odd", 99, 1);
        Path photo = directory.resolve("odd.png");
        ImageWriter.writePng(odd, photo);
        Path out = directory.resolve("out");
        Outcome detected = run("detect", "--model", model, photo, "--out", out, "--json");
        assertThat(detected.code()).as(detected.err()).isZero();
        JsonNode found = new ObjectMapper()
                .readTree(Files.readString(out.resolve("detections.json")))
                .findParents("score")
                .get(0);
        assertThat(found.get("score").asDouble()).isFinite();
        assertThat(found.get("pValue").asDouble()).isBetween(0.0, 1.0);

        Outcome explained = run("explain", "--model", model, photo, "--out", directory.resolve("why"), "--json");
        assertThat(explained.code()).as(explained.err()).isZero();
        assertThat(directory.resolve("why").resolve("explanations.html")).exists();
    }

    private Path thing(String name) {
        Path thing = directory.resolve(name);
        for (int i = 0; i < 4; i++) {
            ImageWriter.writePng(FixedSamples.image("g", i, 0), thing.resolve("good/" + i + ".png"));
            ImageWriter.writePng(FixedSamples.image("b", i, 1), thing.resolve("patch/" + i + ".png"));
            ImageWriter.writePng(mask(), thing.resolve("masks/patch/" + i + ".png"));
        }
        return thing;
    }

    /** Of the first defect of the fixed samples. */
    private static Image mask() {
        float[] marked = new float[FixedSamples.HEIGHT * FixedSamples.WIDTH];
        for (int y = 12; y < 24; y++) {
            Arrays.fill(marked, y * FixedSamples.WIDTH + 26, y * FixedSamples.WIDTH + 40, 1);
        }
        return Image.of("mask", 1, FixedSamples.HEIGHT, FixedSamples.WIDTH, marked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"clip-ad", "inctrl"})
    void learnsFromLabelledImagesOfOtherThings(String name) throws IOException {
        Detector detector = Registry.load(Detector.class).get(name);
        Path model = directory.resolve("m.xvad");
        List<Object> args = fit(detector, model);
        args.addAll(List.of("-o", "epochs=2", "--auxiliary", thing("bottle"), thing("zipper")));
        Outcome fitted = run(args.toArray());
        assertThat(fitted.code()).as(fitted.err()).isZero();
        assertThat(fitted.json().get("learnedFromAuxiliary").asInt()).isEqualTo(16);
        Path photo = directory.resolve("odd.png");
        ImageWriter.writePng(FixedSamples.image("odd", 99, 1), photo);
        Outcome explained = run("explain", "--model", model, photo, "--out", directory.resolve("why"), "--json");
        assertThat(explained.code()).as(explained.err()).isZero();
    }

    @Test
    void thereAreSuchDetectors() {
        assertThat(detectors()).extracting(Detector::name).contains("winclip");
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void withoutWeightsSaysInOneLineWhatIsMissing(Detector detector) {
        Outcome outcome =
                run("fit", "--detector", detector.name(), "--data", normals, "--model", directory.resolve("m.xvad"));
        assertThat(outcome.code()).isNotZero();
        assertThat(outcome.err().lines().filter(line -> line.contains("-o weights=FOLDER")))
                .singleElement()
                .asString()
                .startsWith("xvad: detector '" + detector.name() + "' needs weights that you bring");
    }
}
