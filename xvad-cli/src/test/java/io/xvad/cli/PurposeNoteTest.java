package io.xvad.cli;

import static io.xvad.cli.Outcome.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.xvad.core.SampleKind;
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
    void listPutsThemUnderHeadings() {
        List<String> lines = run("list", "detectors").out().lines().toList();
        for (Detector detector : Registry.load(Detector.class).all()) {
            String line = String.format("%-22s %s", detector.name(), detector.description());
            assertThat(lines).containsOnlyOnce(line);
            String kinds = detector.sampleKinds().contains(SampleKind.IMAGE) ? "of images" : "of videos";
            assertThat(lines.get(heading(lines, lines.indexOf(line))))
                    .isEqualTo(PurposeNote.of(detector)
                            .map(note -> kinds + ", " + note.mark() + ": " + note.meaning())
                            .orElse(kinds + ":"));
        }
        assertThat(lines).noneMatch(line -> line.contains("-o "));
    }

    private static int heading(List<String> lines, int line) {
        int above = line;
        while (above > 0 && !lines.get(above - 1).isEmpty()) {
            above--;
        }
        return above;
    }

    @Test
    void listTellsAllOfOneThatIsNamed() {
        List<String> lines =
                run("list", "detectors", "vae", "padim").out().lines().toList();
        assertThat(lines.get(0)).startsWith("vae  ");
        assertThat(lines.get(1).strip()).isEqualTo("for comparison only: " + PurposeNote.OF_IMAGES);
        assertThat(lines.get(2)).startsWith("    -o preset=quick");
        assertThat(lines).anyMatch(line -> line.startsWith("padim  ")).noneMatch(line -> line.startsWith("patchcore"));
    }

    @Test
    void listKnowsWhichNameIsMeant() {
        Outcome outcome = run("list", "detectors", "patchcor");
        assertThat(outcome.code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(outcome.err()).contains("No detector named 'patchcor'", "Did you mean 'patchcore'?");
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
