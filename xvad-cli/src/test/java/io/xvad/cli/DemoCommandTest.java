package io.xvad.cli;

import static io.xvad.cli.Outcome.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.xvad.core.Image;
import io.xvad.data.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo on a person's own folder. */
class DemoCommandTest {

    @TempDir
    private Path directory = Path.of("");

    private static Image stripes(int seed, boolean spot) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[48 * 64];
        for (int i = 0; i < values.length; i++) {
            boolean inSpot = spot && i % 64 > 40 && i % 64 < 52 && i / 64 > 10 && i / 64 < 22;
            values[i] = inSpot ? 1 : (float) (0.4 + 0.2 * Math.sin(i % 64 * 0.5) + 0.1 * random.nextDouble());
        }
        return Image.of("stripes", 1, 48, 64, values);
    }

    @Test
    void aFolderIsLearnedAndItsAnomalousImagesAreShown() throws IOException {
        Path data = directory.resolve("plates");
        for (int i = 0; i < 24; i++) {
            ImageWriter.writePng(stripes(i, false), data.resolve("normal/" + i + ".png"));
        }
        ImageWriter.writePng(stripes(100, true), data.resolve("anomalous/spot.png"));
        Path out = directory.resolve("out");
        Outcome outcome = run("demo", "--data", data, "--out", out, "--without-measures", "--json");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        JsonNode subject = outcome.json().get("subjects").get(0);
        assertThat(subject.get("name").asText()).isEqualTo("plates");
        assertThat(subject.get("anomalous").asInt()).isEqualTo(1);
        assertThat(subject.get("anomalousFlagged").asInt()).isEqualTo(1);
        String html = Files.readString(out.resolve("report.html"));
        assertThat(html)
                .contains("spot.png, anomalous", "restored: what it should look like", "what differs, outlined in blue")
                .contains("flagged image ", "<h2>Figures</h2>")
                .doesNotContain("synthetic", "http://", "https://", "{{");
        assertThat(out.resolve("report.json")).isNotEmptyFile();
    }

    @Test
    void whatCannotBeShownIsSaidInOneLine() throws IOException {
        Path few = directory.resolve("few");
        ImageWriter.writePng(stripes(1, false), few.resolve("1.png"));
        Outcome tooFew = run("demo", "--data", few, "--out", directory.resolve("a"));
        assertThat(tooFew.code()).isEqualTo(1);
        assertThat(tooFew.err()).contains("'few' has 1 normal images to learn from, the demo needs at least 6");
        Outcome missing = run("demo", "--data", directory.resolve("missing"), "--out", directory.resolve("b"));
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("missing: no such file or directory");
        Outcome video = run("demo", "--video", "--data", few, "--out", directory.resolve("c"));
        assertThat(video.code()).isEqualTo(2);
        assertThat(video.err()).contains("--video and --tiles are of synthetic data, not of --data");
    }
}
