package io.xvad.cli;

import static io.xvad.cli.Outcome.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.data.image.ImageWriter;
import io.xvad.data.map.MapFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images whose format leaves open what is white: every command that reads images takes {@code --white-level}. */
class WhiteLevelTest {

    private static final int SIZE = 16;

    @TempDir
    private Path directory = Path.of("");

    private Path model = Path.of("");

    private static int[] grey(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] grey = new int[SIZE * SIZE];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = 100 + random.nextInt(20) + (seed == 99 && i % SIZE == 4 ? 100 : 0);
        }
        return grey;
    }

    private static Path png8(Path file, int seed) {
        int[] grey = grey(seed);
        float[] values = new float[grey.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = grey[i] / 255f;
        }
        ImageWriter.writePng(Image.of("x", 1, SIZE, SIZE, values), file);
        return file;
    }

    /** As a camera of 12 bits gives them. */
    private static Path png12(Path file, int seed) throws IOException {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_USHORT_GRAY);
        int[] grey = grey(seed);
        for (int i = 0; i < grey.length; i++) {
            image.getRaster().setSample(i % SIZE, i / SIZE, 0, Math.round(grey[i] * 4095f / 255));
        }
        Files.createDirectories(file.getParent());
        return Files.write(file, ImageWriter.png(image));
    }

    private static Path floats(Path file, int seed) {
        int[] grey = grey(seed);
        float[] values = new float[grey.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = grey[i];
        }
        MapFiles.writeTiff(AnomalyMap.of(SIZE, SIZE, values), file);
        return file;
    }

    @BeforeEach
    void fit() {
        model = directory.resolve("m.xvad");
        Path data = directory.resolve("normal8");
        for (int i = 0; i < 6; i++) {
            png8(data.resolve(i + ".png"), i);
        }
        assertThat(run("fit", "--detector", "pixel-gaussian", "--data", data, "--model", model)
                        .code())
                .isZero();
    }

    private double score(Path image, Object... more) throws IOException {
        Object[] args = new Object[7 + more.length];
        System.arraycopy(
                new Object[] {"detect", "--model", model, image, "--out", directory.resolve("out"), "--json"},
                0,
                args,
                0,
                7);
        System.arraycopy(more, 0, args, 7, more.length);
        Outcome outcome = run(args);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return outcome.json().at("/0/score").asDouble();
    }

    @Test
    void floatsOf0To255AreRefusedAndScoreAsThePngIfThatIsSaid() throws IOException {
        Path image = floats(directory.resolve("a.tif"), 99);
        Outcome refused = run("detect", "--model", model, image, "--out", directory.resolve("out"), "--json");
        assertThat(refused.code()).isEqualTo(Main.SOME_FAILED);
        assertThat(refused.json().at("/0/error").asText()).contains("a.tif", "1 is white", "--white-level 255");
        assertThat(score(image, "--white-level", 255))
                .isEqualTo(score(png8(directory.resolve("a.png"), 99)))
                .isGreaterThan(1);
        Outcome explained = run(
                "explain",
                "--explainer",
                "residual",
                "--white-level",
                "255",
                "--model",
                model,
                image,
                "--out",
                directory.resolve("explained"));
        assertThat(explained.code()).as(explained.err()).isZero();
    }

    @Test
    void twelveBitsIn16ScoreAsThePngIfThatIsSaidElseOneWarningSaysSo() throws IOException {
        Path folder = directory.resolve("twelve");
        Path image = png12(folder.resolve("a.png"), 99);
        png12(folder.resolve("b.png"), 98);
        assertThat(score(image, "--white-level", 4095))
                .isCloseTo(score(png8(directory.resolve("a.png"), 99)), within(0.05));
        Outcome warned = run("detect", "--model", model, folder, "--out", directory.resolve("out"));
        assertThat(warned.code()).isZero();
        assertThat(warned.err()).containsOnlyOnce("nearly black").contains("a.png", "--white-level 4095");
    }

    @Test
    void fitEvaluateCalibrateAndLabelledImagesTakeIt() throws IOException {
        Path data = directory.resolve("data12");
        for (int i = 0; i < 6; i++) {
            png12(data.resolve("train/good/" + i + ".png"), i);
            png12(data.resolve("test/good/" + i + ".png"), 20 + i);
            png12(data.resolve("test/line/" + i + ".png"), 99);
            png8(data.resolve("ground_truth/line/" + i + "_mask.png"), 99);
        }
        Path fitted = directory.resolve("m12.xvad");
        Object[] level = {"--white-level", 4095};
        Outcome fit = run("fit", "--detector", "pixel-gaussian", "--data", data, "--model", fitted, level[0], level[1]);
        assertThat(fit.code()).isZero();
        assertThat(fit.err()).doesNotContain("nearly black");
        Outcome evaluated = run("evaluate", "--model", fitted, "--data", data, "--json", level[0], level[1]);
        assertThat(evaluated.err()).doesNotContain("nearly black");
        assertThat(evaluated.json().at("/image/auroc").asDouble()).isEqualTo(1);
        Outcome calibrated = run(
                "calibrate",
                "--model",
                fitted,
                "--out",
                directory.resolve("n.xvad"),
                "--data",
                data,
                level[0],
                level[1]);
        assertThat(calibrated.code()).isZero();
        assertThat(calibrated.err()).doesNotContain("nearly black");
        assertThat(run("evaluate", "--model", fitted, "--data", data).err()).containsOnlyOnce("nearly black");
    }

    @Test
    void aLevelThatIsNotPositiveIsWrongUsage() {
        Outcome outcome =
                run("detect", "--model", model, directory, "--out", directory.resolve("out"), "--white-level", 0);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("--white-level: white level must be positive");
    }
}
