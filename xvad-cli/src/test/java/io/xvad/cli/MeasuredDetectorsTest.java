package io.xvad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xvad.core.Purpose;
import io.xvad.core.SampleKind;
import io.xvad.core.detect.Detector;
import io.xvad.core.option.Options;
import io.xvad.core.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The tables of docs/measurements/detectors.md say what tools/measure-detectors measured, of every detector of images that could be, with the options it
 * has now; and those that beat too little are marked for comparison only.
 */
class MeasuredDetectorsTest {

    private static final Path DOCS = Path.of("..", "docs", "measurements");
    private static final String ABSENT = "-";
    private static final List<String> TO_BEAT_BY = List.of("image_auroc", "aupro");
    private static final String YARDSTICK = "pixel-gaussian";

    private static JsonNode measured;
    private static Set<String> sets;
    private static String page;

    @BeforeAll
    static void read() throws IOException {
        measured = new ObjectMapper().readTree(DOCS.resolve("detectors.json").toFile());
        sets = new LinkedHashSet<>();
        measured.forEach(row -> row.fields().forEachRemaining(field -> {
            if (field.getValue().has("image_auroc")) {
                sets.add(field.getKey());
            }
        }));
        page = Files.readString(DOCS.resolve("detectors.md"));
    }

    private static Stream<Detector> detectors() {
        return Registry.load(Detector.class).all().stream()
                .filter(detector -> detector.sampleKinds().contains(SampleKind.IMAGE))
                .filter(detector -> detector.purpose() != Purpose.UNMEASURED);
    }

    @Test
    void everyDetectorWasMeasuredWithItsPresentDefaults() {
        detectors().forEach(detector -> assertThat(
                        texts(defaultRow(detector.name()).path("options")))
                .as("tools/measure-detectors/measure.py must measure %s again", detector.name())
                .isEqualTo(new TreeMap<>(Options.defaults(detector.options()).asText())));
    }

    /** The yardstick does not beat itself, and so is marked too. */
    @Test
    void exactlyThoseThatBeatTooLittleAreForComparisonOnly() {
        Map<String, List<String>> unbeaten = new TreeMap<>();
        Set<String> marked = new TreeSet<>();
        detectors().forEach(detector -> {
            List<String> found = unbeaten(detector.name());
            if (!found.isEmpty()) {
                unbeaten.put(detector.name(), found);
            }
            if (detector.purpose() == Purpose.COMPARISON) {
                marked.add(detector.name());
            }
        });
        assertThat(marked)
                .as("detectors whose purpose() is COMPARISON, against what each does not beat: %s", unbeaten)
                .isEqualTo(unbeaten.keySet());
    }

    @Test
    void whatIsSaidToBeTakenInsteadIsNotMarked() {
        List<String> named = detectors()
                .filter(detector -> detector.purpose() == Purpose.INSPECTION)
                .map(Detector::name)
                .toList();
        assertThat(named).contains("patchcore", "padim");
        assertThat(PurposeNote.OF_IMAGES).contains("patchcore", "padim");
    }

    /** By which figure on which set a detector with its defaults is no better than what, and on which it was not measured. */
    private static List<String> unbeaten(String detector) {
        List<String> unbeaten = new ArrayList<>();
        JsonNode own = defaultRow(detector);
        JsonNode trivial = defaultRow(YARDSTICK);
        Optional<JsonNode> untrained =
                rows().filter(row -> isOf(row, detector) && isUntrained(row)).findFirst();
        for (String set : sets) {
            if (own.path(set).isMissingNode()) {
                unbeaten.add("not measured on " + set);
            }
            for (String figure : TO_BEAT_BY) {
                String where = " by " + figure + " on " + set;
                if (isNoBetter(own, trivial, set, figure)) {
                    unbeaten.add(YARDSTICK + where);
                }
                if (untrained.isPresent() && isNoBetter(own, untrained.get(), set, figure)) {
                    unbeaten.add("untrained" + where);
                }
            }
        }
        return unbeaten;
    }

    /** Not so where one of them was not measured. */
    private static boolean isNoBetter(JsonNode row, JsonNode yardstick, String set, String figure) {
        JsonNode mine = row.path(set).path(figure).path(0);
        JsonNode theirs = yardstick.path(set).path(figure).path(0);
        return mine.isNumber() && theirs.isNumber() && mine.asDouble() <= theirs.asDouble();
    }

    @Test
    void theTableShowsWhatWasMeasured() {
        List<String> lines = new ArrayList<>();
        for (JsonNode row : measured) {
            StringBuilder line = new StringBuilder("| ").append(label(row));
            for (String set : sets) {
                JsonNode figures = row.path(set);
                line.append(" | ").append(estimate(figures, figures.path("image_auroc")));
                line.append(" | ").append(estimate(figures, figures.path("aupro")));
                line.append(" | ").append(rates(figures));
            }
            line.append(" | ").append(row.path("seconds").asInt());
            lines.add(line + format(" | %.1f |", row.path("gibibytes").asDouble()));
        }
        assertThat(table("| detector | " + first() + ": image AUROC |")).containsExactlyElementsOf(lines);
    }

    @Test
    void attentionStandsBesideTheResidualOfTheSameNetwork() {
        List<String> lines = new ArrayList<>();
        for (JsonNode row : measured) {
            if (sets.stream().anyMatch(set -> row.path(set).has("residual"))) {
                lines.add(places(label(row), "", row));
                lines.add(places(label(row) + ", residual", "/residual", row));
            }
        }
        assertThat(lines).hasSize(6);
        assertThat(table("| map | " + first() + ": pointing game |")).containsExactlyElementsOf(lines);
    }

    private static String places(String label, String part, JsonNode row) {
        StringBuilder line = new StringBuilder("| ").append(label);
        for (String set : sets) {
            JsonNode figures = row.at("/" + set + part);
            JsonNode pointing = figures.path("pointing_game");
            line.append(" | ").append(pointing.isNumber() ? format("%.3f", pointing.asDouble()) : ABSENT);
            line.append(" | ").append(estimate(row.path(set), figures.path("aupro")));
        }
        return line + " |";
    }

    private static String first() {
        return sets.iterator().next();
    }

    /** Lines below the head and its rule. */
    private static List<String> table(String head) {
        return page.lines()
                .dropWhile(line -> !line.startsWith(head))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    private static Stream<JsonNode> rows() {
        return StreamSupport.stream(measured.spliterator(), false);
    }

    private static JsonNode defaultRow(String detector) {
        return rows().filter(row -> isOf(row, detector) && row.path("given").isEmpty())
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing measured of " + detector));
    }

    private static boolean isOf(JsonNode row, String detector) {
        return row.path("detector").asText().equals(detector);
    }

    private static boolean isUntrained(JsonNode row) {
        Map<String, String> given = texts(row.path("given"));
        return "1e-9".equals(given.remove("learning-rate"))
                && given.entrySet().stream()
                        .allMatch(option -> option.getKey().endsWith("epochs")
                                && option.getValue().equals("1"));
    }

    /** Yardsticks in italics. */
    private static String label(JsonNode row) {
        StringBuilder label = new StringBuilder(row.path("detector").asText());
        if (isUntrained(row)) {
            label.append(", untrained");
        } else {
            texts(row.path("given")).forEach((name, value) -> label.append(", `")
                    .append(name)
                    .append('=')
                    .append(value)
                    .append('`'));
        }
        return isUntrained(row) || isOf(row, YARDSTICK) ? "*" + label + "*" : label.toString();
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.fields()
                .forEachRemaining(
                        field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    /** An interval over images in brackets, a range over seeds in words. */
    private static String estimate(JsonNode figures, JsonNode triple) {
        return triple.isMissingNode()
                ? ABSENT
                : format(
                        figures.path("seeds").size() > 1 ? "%.3f (%.3f to %.3f)" : "%.3f [%.3f, %.3f]",
                        triple.path(0).asDouble(),
                        triple.path(1).asDouble(),
                        triple.path(2).asDouble());
    }

    private static String rates(JsonNode figures) {
        return figures.has("detection_rate")
                ? format(
                        "%.3f / %.3f",
                        figures.path("detection_rate").asDouble(),
                        figures.path("false_alarm_rate").asDouble())
                : ABSENT;
    }

    private static String format(String words, Object... values) {
        return String.format(Locale.ROOT, words, values);
    }
}
