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
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Regions that are ignored in images and videos, from the command line. */
class IgnoredRegionsTest {

    private static final int HEIGHT = 48;
    private static final int WIDTH = 64;
    private static final int FRAMES = 24;
    private static final String CORNER = "0,0 32,0 32,24 0,24@64x48";

    @TempDir
    private Path directory = Path.of("");

    /** Noise; the upper left quarter is of this brightness. */
    private static Image image(int seed, float corner) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            float noise = (float) (0.4 + 0.1 * random.nextDouble());
            values[i] = i / WIDTH < HEIGHT / 2 && i % WIDTH < WIDTH / 2 ? corner : noise;
        }
        return Image.of("image", 1, HEIGHT, WIDTH, values);
    }

    private Path normals() {
        Path folder = directory.resolve("normals");
        for (int i = 0; i < 8; i++) {
            ImageWriter.writePng(image(i, 0.1f * i), folder.resolve(i + ".png"));
        }
        return folder;
    }

    private Path written(String name, float corner) {
        Path file = directory.resolve(name);
        ImageWriter.writePng(image(70, corner), file);
        return file;
    }

    private Path mask() {
        float[] values = new float[12];
        values[0] = 1;
        values[1] = 1;
        values[4] = 1;
        values[5] = 1;
        Path file = directory.resolve("ignore.png");
        ImageWriter.writePng(Image.of("mask", 1, 3, 4, values), file);
        return file;
    }

    private JsonNode detected(Path model, Path image, String out) throws IOException {
        Outcome outcome = run("detect", "--model", model, image, "--out", directory.resolve(out), "--json");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return outcome.json().get(0);
    }

    private void assertNothingChanges(Path model) throws IOException {
        JsonNode dark = detected(model, written("dark.png", 0), "dark");
        JsonNode bright = detected(model, written("bright.png", 1), "bright");
        assertThat(bright.get("score")).isEqualTo(dark.get("score"));
        assertThat(bright.get("decision")).isEqualTo(dark.get("decision"));
        assertThat(bright.get("regions")).isEqualTo(dark.get("regions"));
        assertThat(bright.get("ignoredPixels").asInt()).isBetween(WIDTH * HEIGHT / 4, WIDTH * HEIGHT / 2);
        assertThat(directory.resolve("bright/maps/bright.npy"))
                .hasSameBinaryContentAs(directory.resolve("dark/maps/dark.npy"));
    }

    private Outcome fitted(Path model, String option, Object value) throws IOException {
        Outcome fitted = run(
                "fit", "--detector", "pixel-gaussian", "--data", normals(), "--model", model, option, value, "--json");
        assertThat(fitted.code()).as(fitted.err()).isZero();
        return fitted;
    }

    @Test
    void aModelIsFittedWithAMaskOfAnySize() throws IOException {
        Path model = directory.resolve("m.xvad");
        Outcome fitted = fitted(model, "--ignore", mask());
        assertThat(fitted.json().at("/ignored/masks").asInt()).isEqualTo(1);
        assertNothingChanges(model);
    }

    @Test
    void aModelIsFittedWithARegionOfInterest() throws IOException {
        Path model = directory.resolve("m.xvad");
        Outcome fitted = fitted(model, "--only-polygon", "0,0.5 0.5,0.5 0.5,0 1,0 1,1 0,1");
        assertThat(fitted.json().at("/ignored/polygons").asInt()).isEqualTo(1);
        assertNothingChanges(model);
    }

    @Test
    void aModelIsFittedWithAMaskOfWhatIsOfInterest() throws IOException {
        Path model = directory.resolve("m.xvad");
        float[] values = new float[16];
        Arrays.fill(values, 1);
        for (int i : new int[] {0, 1, 4, 5}) {
            values[i] = 0;
        }
        Path file = directory.resolve("only.png");
        ImageWriter.writePng(Image.of("mask", 1, 4, 4, values), file);
        fitted(model, "--only", file);
        assertNothingChanges(model);
    }

    @Test
    void aSavedModelIsGivenAPolygon() throws IOException {
        Path model = directory.resolve("m.xvad");
        Path ignoring = directory.resolve("n.xvad");
        Path data = normals();
        assertThat(run("fit", "--detector", "pixel-gaussian", "--data", data, "--model", model)
                        .code())
                .isZero();
        assertThat(detected(model, written("bright.png", 1), "b").get("score"))
                .isNotEqualTo(detected(model, written("dark.png", 0), "d").get("score"));
        Outcome without = run("calibrate", "--model", model, "--out", ignoring, "--ignore-polygon", CORNER);
        assertThat(without.code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(without.err()).contains("give normal samples");
        Outcome calibrated =
                run("calibrate", "--model", model, "--out", ignoring, "--data", data, "--ignore-polygon", CORNER);
        assertThat(calibrated.code()).as(calibrated.err()).isZero();
        assertThat(calibrated.out()).contains("1 polygons");
        assertNothingChanges(ignoring);
    }

    @Test
    void whoGivesThemToAnotherCommandIsToldWhereTheyBelong() {
        Path model = directory.resolve("m.xvad");
        for (String command : new String[] {"detect", "explain", "evaluate"}) {
            Outcome refused =
                    run(command, "--model", model, "--ignore", "ignore.png", "--out", directory, "--data", directory);
            assertThat(refused.code()).as(command).isEqualTo(2);
            assertThat(refused.err()).as(command).contains("xvad calibrate").contains("--ignore ignore.png");
        }
    }

    @Test
    void aBadPolygonIsWrongUsage() {
        Outcome refused = run(
                "fit",
                "--detector",
                "pixel-gaussian",
                "--data",
                normals(),
                "--model",
                directory.resolve("m.xvad"),
                "--ignore-polygon",
                "10,10 20,10 20,20");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("fractions").contains("@WIDTHxHEIGHT");
    }

    /** A thing walks below; above, at the left, it is still or a light blinks. */
    private Path video(String name, int seed, boolean blinking) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(name));
        for (int i = 0; i < FRAMES; i++) {
            float[] values = image(seed, blinking ? i % 2 : 0.5f).toArray();
            for (int y = 30; y < 42; y++) {
                Arrays.fill(values, y * WIDTH + 2 * i, y * WIDTH + 2 * i + 8, 1);
            }
            ImageWriter.writePng(
                    Image.of("frame", 1, HEIGHT, WIDTH, values), folder.resolve(String.format("%03d.png", i)));
        }
        return folder;
    }

    private JsonNode watched(Path model, Path video) throws IOException {
        Path out = directory.resolve("out-of-" + directory.relativize(video).getName(0));
        Outcome outcome = run("detect", "--model", model, video, "--out", out, "--json");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return new ObjectMapper().readTree(out.resolve("clip/scores.json").toFile());
    }

    @Test
    void nothingThatBlinksThereInAVideoChangesAScore() throws IOException {
        Path model = directory.resolve("v.xvad");
        video("videos/train/one", 0, false);
        video("videos/train/two", 1, true);
        Outcome fitted = run(
                "fit",
                "--detector",
                "attributes",
                "-o",
                "input-size=32",
                "--data",
                directory.resolve("videos"),
                "--dataset",
                "video-folder",
                "--window",
                12,
                "--model",
                model,
                "--ignore-polygon",
                CORNER);
        assertThat(fitted.code()).as(fitted.err()).isZero();
        JsonNode calm = watched(model, video("calm/clip", 2, false));
        assertThat(calm.get("frames")).hasSize(FRAMES);
        assertThat(watched(model, video("blinking/clip", 2, true))).isEqualTo(calm);
    }
}
