package io.xvad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xvad.core.SampleKind;
import io.xvad.core.detect.Detector;
import io.xvad.core.option.Options;
import io.xvad.core.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The tables of docs/measurements/detectors.md say what tools/measure-detectors measured, of every detector of images, with the options it
 * has now.
 */
class MeasuredDetectorsTest {

    private static final Path DOCS = Path.of("..", "docs", "measurements");
    private static final List<String> SETS = List.of("brick", "magnetic-tile");
    private static final Map<String, String> UNTRAINED = Map.of("epochs", "1", "learning-rate", "1e-9");

    private static JsonNode measured;
    private static String page;

    @BeforeAll
    static void read() throws IOException {
        measured = new ObjectMapper().readTree(DOCS.resolve("detectors.json").toFile());
        page = Files.readString(DOCS.resolve("detectors.md"));
    }

    @Test
    void everyDetectorWasMeasuredWithItsPresentDefaults() {
        for (Detector detector : Registry.load(Detector.class).all()) {
            if (!detector.sampleKinds().contains(SampleKind.IMAGE)) {
                continue;
            }
            JsonNode row = row(detector.name());
            assertThat(texts(row.path("options")))
                    .as("tools/measure-detectors/measure.py must measure %s again", detector.name())
                    .isEqualTo(
                            new TreeMap<>(Options.defaults(detector.options()).asText()));
        }
    }

    @Test
    void theTableShowsWhatWasMeasured() {
        List<String> rows = new ArrayList<>();
        for (JsonNode row : measured) {
            StringBuilder line = new StringBuilder("| ").append(label(row));
            for (String set : SETS) {
                line.append(" | ").append(estimate(row.path(set).path("image_auroc")));
                line.append(" | ").append(estimate(row.path(set).path("aupro")));
            }
            line.append(" | ").append(row.path("seconds").asInt());
            rows.add(line
                    + String.format(
                            Locale.ROOT, " | %.1f |", row.path("gibibytes").asDouble()));
        }
        assertThat(table("| detector | brick: image AUROC |")).containsExactlyElementsOf(rows);
    }

    @Test
    void attentionStandsBesideTheResidualOfTheSameNetwork() {
        List<String> rows = new ArrayList<>();
        for (JsonNode row : measured) {
            if (row.at("/brick/residual").isObject()) {
                rows.add(places(label(row), "", row));
                rows.add(places(label(row) + ", residual", "/residual", row));
            }
        }
        assertThat(rows).hasSize(6);
        assertThat(table("| map | brick: pointing game |")).containsExactlyElementsOf(rows);
    }

    private static String places(String label, String part, JsonNode row) {
        StringBuilder line = new StringBuilder("| ").append(label);
        for (String set : SETS) {
            JsonNode figures = row.at("/" + set + part);
            line.append(String.format(
                    Locale.ROOT, " | %.3f", figures.path("pointing_game").asDouble()));
            line.append(" | ").append(estimate(figures.path("aupro")));
        }
        return line + " |";
    }

    /** Lines below the head and its rule. */
    private static List<String> table(String head) {
        return page.lines()
                .dropWhile(line -> !line.startsWith(head))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    private static JsonNode row(String detector) {
        for (JsonNode row : measured) {
            if (row.path("detector").asText().equals(detector)
                    && row.path("given").isEmpty()) {
                return row;
            }
        }
        throw new AssertionError("nothing measured of " + detector);
    }

    /** Yardsticks in italics. */
    private static String label(JsonNode row) {
        Map<String, String> given = texts(row.path("given"));
        StringBuilder label = new StringBuilder(row.path("detector").asText());
        if (given.equals(UNTRAINED)) {
            label.append(", untrained");
        } else {
            given.forEach((name, value) ->
                    label.append(", `").append(name).append('=').append(value).append('`'));
        }
        boolean yardstick = given.equals(UNTRAINED) || label.toString().startsWith("pixel-gaussian");
        return yardstick ? "*" + label + "*" : label.toString();
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.fields()
                .forEachRemaining(
                        field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    private static String estimate(JsonNode triple) {
        return String.format(
                Locale.ROOT,
                "%.3f [%.3f, %.3f]",
                triple.path(0).asDouble(),
                triple.path(1).asDouble(),
                triple.path(2).asDouble());
    }
}
