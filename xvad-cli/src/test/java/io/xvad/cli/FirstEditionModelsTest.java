package io.xvad.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.XvadModelException;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.registry.Registry;
import io.xvad.detectors.backbone.BackboneSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Models saved before the second edition, one of each detector, still load and score the same, but for those of detectors that measure
 * otherwise or have other networks now and say so. The packaged backbone was taken
 * out of their files and is put back here; in those of large networks most weights were rounded, so that they compress.
 * The figures were made by the version that saved them; other processors give slightly other ones.
 */
class FirstEditionModelsTest {

    private static final String FOLDER = "/first-edition/";
    private static final double TOLERANCE = 2e-4;
    private static final Set<String> MEASURED_OTHERWISE = Set.of(
            "attributes",
            "exemplars",
            "autoencoder",
            "vae",
            "gradcon",
            "deep-svdd",
            "fcdd",
            "sla2p",
            "frame-prediction",
            "frame-reconstruction",
            "mnad",
            "lsa",
            "vq-memory",
            "dlan-ac");

    @TempDir
    private Path directory;

    static Stream<String> models() {
        return Stream.of(expected()).flatMap(node -> Stream.of(names(node)));
    }

    private static String[] names(JsonNode node) {
        List<String> names = new java.util.ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names.toArray(String[]::new);
    }

    @Test
    void thereIsOneOfEachDetector() {
        TreeSet<String> detectors = new TreeSet<>();
        Registry.load(Detector.class).all().forEach(detector -> detectors.add(detector.name()));
        assertThat(models()).allMatch(detectors::contains).hasSize(27);
    }

    static Stream<String> scoredModels() {
        return models().filter(name -> !MEASURED_OTHERWISE.contains(name));
    }

    @Test
    void whatMeasuresOtherwiseNowRefusesThem() {
        for (String name : MEASURED_OTHERWISE) {
            assertThatThrownBy(() -> Models.load(file(
                            name, expected().path(name).path("entryToPutBack").asText(""))))
                    .isInstanceOf(XvadModelException.class)
                    .hasMessageContaining("fit it again");
        }
    }

    @ParameterizedTest
    @MethodSource("scoredModels")
    void loadsAndScoresTheSame(String name) throws IOException {
        JsonNode model = expected().path(name);
        try (FittedDetector fitted =
                Models.load(file(name, model.path("entryToPutBack").asText("")))) {
            for (Sample sample : samples(model)) {
                Detection detection = fitted.detect(sample);
                JsonNode wanted = model.path("samples").path(sample.id());
                assertThat(detection.score())
                        .as(sample.id())
                        .isCloseTo(wanted.path("decimal").asDouble(), near(wanted.path("decimal")));
                assertThat(detection.verdict().decision().name())
                        .as(sample.id())
                        .isEqualTo(wanted.path("decision").asText());
                assertThat(mean(detection.maps()))
                        .isCloseTo(wanted.path("mapMean").asDouble(), near(wanted.path("mapMax")));
                assertThat(highest(detection.maps()))
                        .isCloseTo(wanted.path("mapMax").asDouble(), near(wanted.path("mapMax")));
            }
        }
    }

    private static List<Sample> samples(JsonNode model) {
        return model.path("kind").asText().equals("clip") ? FixedSamples.clips() : FixedSamples.images();
    }

    private static org.assertj.core.data.Offset<Double> near(JsonNode wanted) {
        return within(TOLERANCE * Math.max(1, Math.abs(wanted.asDouble())));
    }

    private static double mean(List<AnomalyMap> maps) {
        double sum = 0;
        long count = 0;
        for (AnomalyMap map : maps) {
            for (float value : map.toArray()) {
                sum += value;
                count++;
            }
        }
        return sum / count;
    }

    private static double highest(List<AnomalyMap> maps) {
        return maps.stream().mapToDouble(AnomalyMap::max).max().orElseThrow();
    }

    private static JsonNode expected() {
        try (InputStream json = resource("scores.json")) {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The model file with the backbone where it was. */
    private Path file(String name, String backboneEntry) throws IOException {
        Path file = directory.resolve(name + ".xvad");
        try (ZipInputStream stripped = new ZipInputStream(resource(name + ".xvad"));
                OutputStream out = Files.newOutputStream(file);
                ZipOutputStream whole = new ZipOutputStream(out)) {
            if (!backboneEntry.isEmpty()) {
                whole.putNextEntry(new ZipEntry(backboneEntry));
                whole.write(BackboneSpec.packaged().onnx());
                whole.closeEntry();
            }
            for (ZipEntry entry = stripped.getNextEntry(); entry != null; entry = stripped.getNextEntry()) {
                whole.putNextEntry(new ZipEntry(entry.getName()));
                stripped.transferTo(whole);
                whole.closeEntry();
            }
        }
        return file;
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(FirstEditionModelsTest.class.getResourceAsStream(FOLDER + name), name);
    }
}
