package io.xvad.cli;

import static io.xvad.cli.Outcome.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.data.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
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
        assertThat(fitted.json().path("tiling").toString())
                .isEqualTo("{\"size\":32,\"overlap\":4,\"memory\":\"shared\"}");
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
                "fit",
                "--detector",
                "pixel-gaussian",
                "--data",
                normals(),
                "--model",
                model,
                "--tiling",
                32,
                "--tiling-memory",
                "position",
                "--json");
        assertThat(fitted.code()).as(fitted.err()).isZero();
        assertThat(fitted.json().at("/tiling/memory").asText()).isEqualTo("position");
        Path strange = directory.resolve("strange.png");
        ImageWriter.writePng(image(1000, true), strange);
        Outcome detected = run("detect", "--model", model, strange, "--out", directory.resolve("out"), "--json");
        assertThat(detected.code()).as(detected.err()).isZero();
        assertThat(detected.json().at("/0/decision").asText()).isEqualTo("anomalous");
    }

    /** MVTec's layout: two strange images, whose masks mark what is strange. */
    private Path dataset() {
        Path data = directory.resolve("data");
        for (int i = 0; i < 20; i++) {
            ImageWriter.writePng(image(i, false), data.resolve("train/good/" + i + ".png"));
        }
        boolean[] marked = new boolean[HEIGHT * WIDTH];
        for (int y = 30; y < 34; y++) {
            Arrays.fill(marked, y * WIDTH + 50, y * WIDTH + 54, true);
        }
        for (int i = 0; i < 2; i++) {
            ImageWriter.writePng(image(500 + i, false), data.resolve("test/good/" + i + ".png"));
            ImageWriter.writePng(image(1000 + i, true), data.resolve("test/spot/" + i + ".png"));
            ImageWriter.writePng(Mask.of(HEIGHT, WIDTH, marked), data.resolve("ground_truth/spot/" + i + "_mask.png"));
        }
        return data;
    }

    @Test
    void whatIsIgnoredCountsInNoFigureOfTiles() throws IOException {
        Path data = dataset();
        Path all = directory.resolve("all.xvad");
        Path left = directory.resolve("left.xvad");
        assertThat(run("fit", "--detector", "pixel-gaussian", "--data", data, "--model", all, "--tiling", 32)
                        .code())
                .isZero();
        Outcome fitted = run(
                "fit",
                "--detector",
                "pixel-gaussian",
                "--data",
                data,
                "--model",
                left,
                "--tiling",
                32,
                "--only-polygon",
                "0,0 0.2,0 0.2,1 0,1",
                "--json");
        assertThat(fitted.code()).as(fitted.err()).isZero();
        assertThat(fitted.json().path("learnedFrom").asInt()).isEqualTo(16 * 2);
        Outcome whole = run("evaluate", "--model", all, "--data", data, "--json");
        assertThat(whole.code()).as(whole.err()).isZero();
        assertThat(whole.json().at("/image/anomalous").asInt()).isEqualTo(2);
        assertThat(whole.json().at("/pixel/auroc").asDouble()).isGreaterThan(0.9);
        Outcome elsewhere = run("evaluate", "--model", left, "--data", data, "--json");
        assertThat(elsewhere.code()).as(elsewhere.err()).isZero();
        assertThat(elsewhere.json().at("/image/anomalous").asInt()).isZero();
        assertThat(elsewhere.err())
                .contains("2 images that are anomalous only where the detector ignores are left out");
    }

    @Test
    void aBenchmarkSeesTiles() throws IOException {
        Outcome measured = run(
                "benchmark",
                "--detectors",
                "pixel-gaussian",
                "--data",
                dataset(),
                "--tiling",
                32,
                "--out",
                directory.resolve("bench"),
                "--bootstrap",
                20,
                "--json");
        assertThat(measured.code()).as(measured.err()).isZero();
        assertThat(measured.json().at("/tiling/size").asInt()).isEqualTo(32);
        assertThat(Files.readString(directory.resolve("bench/benchmark.csv"))).contains("," + 16 * 6 + ",");
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
                "fit",
                "--detector",
                "pixel-gaussian",
                "--data",
                normals,
                "--model",
                model,
                "--tiling-memory",
                "shared");
        assertThat(memory.code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(memory.err()).contains("--tiling-memory needs --tiling");
        Outcome videos = run("fit", "--detector", "exemplars", "--data", normals, "--model", model, "--tiling", 32);
        assertThat(videos.code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(videos.err()).contains("--tiling is for images, and 'exemplars' takes videos");
    }
}
