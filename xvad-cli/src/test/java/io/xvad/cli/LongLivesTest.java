package io.xvad.cli;

import static io.xvad.cli.Outcome.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xvad.core.Image;
import io.xvad.data.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that is at work for long: drift is noticed over many runs, and a successor is compared before it takes over. */
class LongLivesTest {

    private static final int SIDE = 24;

    @TempDir
    private Path directory = Path.of("");

    private Path model = Path.of("");

    @BeforeEach
    void fit() {
        images("normals", 0, 60, 1, 0);
        model = fitted("old.xvad", "normals");
    }

    private Path fitted(String name, String normals) {
        Path file = directory.resolve(name);
        Outcome fitted = run(
                "fit",
                "--detector",
                "pixel-gaussian",
                "-o",
                "input-size=24",
                "--held-out",
                "0.5",
                "--data",
                directory.resolve(normals),
                "--model",
                file);
        assertThat(fitted.code()).as(fitted.err()).isZero();
        return file;
    }

    /** Noise around a grey, with a brighter square. */
    private Path images(String folder, int first, int count, double gain, int square) {
        for (int number = first; number < first + count; number++) {
            SplittableRandom random = new SplittableRandom(number);
            float[] values = new float[SIDE * SIDE];
            for (int i = 0; i < values.length; i++) {
                boolean inside = i % SIDE < square && i / SIDE < square;
                values[i] = (float) (gain * (0.4 + 0.1 * random.nextDouble() + (inside ? 0.3 : 0)));
            }
            Path file = directory.resolve(folder).resolve(number + ".png");
            ImageWriter.writePng(Image.of(file.toString(), 1, SIDE, SIDE, values), file);
        }
        return directory.resolve(folder);
    }

    private Outcome detect(Path images, Path state) {
        return run(
                "detect",
                "--model",
                model,
                "--maps",
                "none",
                "--drift",
                state,
                "--out",
                directory.resolve("out"),
                images);
    }

    @Test
    void driftIsNoticedOverRuns() throws IOException {
        Path state = directory.resolve("drift.json");
        Outcome normal = detect(images("monday", 1000, 10, 1, 0), state);
        assertThat(normal.code()).as(normal.err()).isZero();
        assertThat(normal.err()).doesNotContain("drift since");
        assertThat(detect(images("tuesday", 2000, 10, 0.9, 0), state).err()).doesNotContain("drift since");
        Outcome drifted = detect(images("wednesday", 3000, 40, 0.9, 0), state);
        assertThat(drifted.code()).isZero();
        assertThat(drifted.err()).containsOnlyOnce("drift since about image 1").contains("the lighting changed (");
        String lines = Files.readString(directory.resolve("out/detections.jsonl"));
        assertThat(lines).containsOnlyOnce("\"drift\":{\"image\":").contains("\"cause\":\"lighting\"");
        assertThat(new ObjectMapper().readTree(state.toFile()).path("images").asInt())
                .isEqualTo(60);
    }

    @Test
    void aStateOfAnotherModelIsRefused() {
        Path state = directory.resolve("drift.json");
        assertThat(detect(images("monday", 1000, 2, 1, 0), state).code()).isZero();
        images("others", 500, 60, 0.7, 0);
        model = fitted("other.xvad", "others");
        Outcome refused = detect(directory.resolve("monday"), state);
        assertThat(refused.code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(refused.err()).contains("another model");
    }

    @Test
    void modelsAreComparedOnAPage() throws IOException {
        images("set/good", 4000, 8, 1, 0);
        images("set/square", 5000, 8, 1, 5);
        images("wide", 0, 40, 1, 0);
        images("wide", 100, 40, 1, 9);
        Path blunter = fitted("new.xvad", "wide");
        Path out = directory.resolve("compared");
        Outcome compared = run(
                "compare-models",
                model,
                blunter,
                "--normal",
                directory.resolve("set/good"),
                "--anomalous",
                directory.resolve("set/square"),
                "--limit",
                "3",
                "--out",
                out);
        assertThat(compared.code()).as(compared.err()).isZero();
        assertThat(compared.out()).contains("image AUROC", "anomalous images called anomalous", "models.html");
        JsonNode json = new ObjectMapper().readTree(out.resolve("models.json").toFile());
        assertThat(json.at("/decisions/anomalous/firstOnly").asInt()).isEqualTo(8);
        assertThat(json.path("changed")).hasSizeGreaterThanOrEqualTo(8);
        String page = Files.readString(out.resolve("models.html"));
        assertThat(page)
                .contains("A: Anomalous", "B: Normal", "A: pixel-gaussian heatmap and regions", "The first 3 of ");
        assertThat(page.split("<article", -1)).hasSize(4);
    }

    @Test
    void withoutLabelsDecisionsAreCompared() throws IOException {
        Path mixed = images("mixed", 4000, 5, 1, 0);
        Path out = directory.resolve("compared");
        Outcome same = run("compare-models", model, model, "--data", mixed, "--out", out, "--json");
        assertThat(same.code()).as(same.err()).isZero();
        JsonNode json = new ObjectMapper().readTree(same.out());
        assertThat(json.path("figures")).isEmpty();
        assertThat(json.at("/decisions/all/images").asInt()).isEqualTo(5);
        assertThat(json.path("changed")).isEmpty();
        assertThat(Files.readString(out.resolve("models.html")))
                .contains("of which nobody said what they are", "There is none.");
    }
}
