package io.xvad.cli;

import static io.xvad.cli.Outcome.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.xvad.core.detect.Detector;
import io.xvad.core.registry.Registry;
import io.xvad.data.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands tell which detectors are for comparison only, and which nobody could measure. */
class PurposeNoteTest {

    @Test
    void listMarksThemForPeople() {
        List<String> lines = run("list", "detectors").out().lines().toList();
        for (Detector detector : Registry.load(Detector.class).all()) {
            String mark =
                    switch (detector.purpose()) {
                        case INSPECTION -> "";
                        case COMPARISON -> "(for comparison only) ";
                        case UNMEASURED -> "(not measured) ";
                    };
            String head = String.format("%-18s %s%s", detector.name(), mark, detector.description());
            assertThat(lines).contains(head);
            String below = lines.get(lines.indexOf(head) + 1).strip();
            PurposeNote.of(detector)
                    .ifPresentOrElse(note -> assertThat(below).isEqualTo(note.meaning()), () -> assertThat(below)
                            .startsWith("-o "));
        }
    }

    @Test
    void listMarksThemForPrograms() throws IOException {
        for (JsonNode item : run("list", "detectors", "--json").json()) {
            Detector detector =
                    Registry.load(Detector.class).get(item.get("name").asText());
            assertThat(item.get("purpose").asText())
                    .isEqualTo(detector.purpose().name().toLowerCase(Locale.ROOT));
            assertThat(item.path("purposeNote").asText())
                    .isEqualTo(
                            PurposeNote.of(detector).map(PurposeNote::meaning).orElse(""));
        }
    }

    @Test
    void fitSaysSoInOneLine(@TempDir Path directory) throws IOException {
        Path normals = Files.createDirectory(directory.resolve("normal"));
        for (int i = 0; i < 4; i++) {
            ImageWriter.writePng(FixedSamples.image("n" + i, i, 0), normals.resolve(i + ".png"));
        }
        assertThat(said(normals, "pixel-gaussian"))
                .containsExactly("xvad: pixel-gaussian is for comparison only: " + PurposeNote.OF_IMAGES);
        assertThat(said(normals, "padim")).isEmpty();
    }

    private static List<String> said(Path normals, String detector) {
        Path model = normals.resolveSibling(detector + ".xvad");
        Outcome fitted = run("fit", "--detector", detector, "--data", normals, "--model", model, "--json");
        assertThat(fitted.code()).as(fitted.err()).isZero();
        assertThat(fitted.out()).startsWith("{");
        return fitted.err().lines().filter(line -> line.contains("comparison")).toList();
    }
}
