package io.xvad.cli;

import static io.xvad.cli.Outcome.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.xvad.core.Image;
import io.xvad.data.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code xvad fit --tiling}, and what a model of tiles says of whole images. */
class TilingOptionsTest {

    private static final int HEIGHT = 48;
    private static final int WIDTH = 64;

    @TempDir
    private Path directory = Path.of("");

    private static Image image(int seed, boolean strange) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.4 + 0.1 * random.nextDouble());
        }
        for (int y = 30; strange && y < 34; y++) {
            Arrays.fill(values, y * WIDTH + 50, y * WIDTH + 54, 1);
        }
        return Image.of("image", 1, HEIGHT, WIDTH, values);
    }

    private Path normals() {
        Path normals = directory.resolve("normals");
        for (int i = 0; i < 20; i++) {
            ImageWriter.writePng(image(i, false), normals.resolve(i + ".png"));
        }
        return normals;
    }

    @Test
    void aModelOfTilesDecidesOnWholeImages() throws IOException {
        Path model = directory.resolve("m.xvad");
        Outcome fitted = run(
                "fit", "--detector", "pixel-gaussian", "--data", normals(), "--model", model, "--tiling", 32, "--json");
        assertThat(fitted.code()).as(fitted.err()).isZero();
        assertThat(fitted.json().path("tiling").toString()).isEqualTo("{\"size\":32,\"overlap\":4,\"memory\":\"shared\"}");
        assertThat(fitted.json().path("learnedFrom").asInt()).isEqualTo(16 * 6);

        Path strange = directory.resolve("strange.png");
        ImageWriter.writePng(image(1000, true), strange);
        Outcome detected = run("detect", "--model", model, strange, "--out", directory.resolve("out"), "--json");
        assertThat(detected.code()).as(detected.err()).isZero();
        JsonNode found = detected.json().get(0);
        assertThat(found.path("decision").asText()).isEqualTo("anomalous");
        JsonNode region = found.path("regions").get(0);
        assertThat(region.path("peakY").asInt()).isBetween(28, 36);
        assertThat(region.path("peakX").asInt()).isBetween(48, 56);
    }

    @Test
    void eachPositionCanHaveAMemoryOfItsOwn() throws IOException {
        Path model = directory.resolve("m.xvad");
        Outcome fitted = run(
                "fit", "--detector", "pixel-gaussian", "--data", normals(), "--model", model, "--tiling", 32,
                "--tiling-memory", "position", "--json");
        assertThat(fitted.code()).as(fitted.err()).isZero();
        assertThat(fitted.json().at("/tiling/memory").asText()).isEqualTo("position");
        Path strange = directory.resolve("strange.png");
        ImageWriter.writePng(image(1000, true), strange);
        Outcome detected = run("detect", "--model", model, strange, "--out", directory.resolve("out"), "--json");
        assertThat(detected.code()).as(detected.err()).isZero();
        assertThat(detected.json().at("/0/decision").asText()).isEqualTo("anomalous");
    }

    @Test
    void wrongTilesAreWrongUsage() {
        Path normals = normals();
        Path model = directory.resolve("m.xvad");
        Outcome small = run("fit", "--detector", "pixel-gaussian", "--data", normals, "--model", model, "--tiling", 8);
        assertThat(small.code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(small.err()).contains("at least 16 pixels a side, got 8");
        Outcome alone =
                run("fit", "--detector", "pixel-gaussian", "--data", normals, "--model", model, "--tiling-overlap", 8);
        assertThat(alone.code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(alone.err()).contains("--tiling-overlap needs --tiling");
        Outcome memory = run(
                "fit", "--detector", "pixel-gaussian", "--data", normals, "--model", model, "--tiling-memory", "shared");
        assertThat(memory.code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(memory.err()).contains("--tiling-memory needs --tiling");
        Outcome videos = run("fit", "--detector", "exemplars", "--data", normals, "--model", model, "--tiling", 32);
        assertThat(videos.code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(videos.err()).contains("--tiling is for images, and 'exemplars' takes videos");
    }
}
