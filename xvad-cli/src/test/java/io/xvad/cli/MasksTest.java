package io.xvad.cli;

import static io.xvad.cli.Outcome.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.data.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Masks of every kind and none, as the commands meet them. */
class MasksTest {

    private static final int HEIGHT = 32;
    private static final int WIDTH = 48;

    @TempDir
    private static Path shared = Path.of("");

    private static Path model = Path.of("");

    @TempDir
    private Path directory = Path.of("");

    private static boolean defect(int x, int y) {
        return x >= 20 && x < 30 && y >= 8 && y < 16;
    }

    private static Image image(int seed, boolean defective) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            double noise = 0.1 * random.nextDouble();
            values[i] = (float) (defective && defect(i % WIDTH, i / WIDTH) ? 0.9 + noise : 0.4 + noise);
        }
        return Image.of("image", 1, HEIGHT, WIDTH, values);
    }

    private static Image mask(boolean inverted) {
        float[] values = new float[HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = defect(i % WIDTH, i / WIDTH) == inverted ? 0 : 1;
        }
        return Image.of("mask", 1, HEIGHT, WIDTH, values);
    }

    /** In the layout of folders; masks are up to the test. */
    private static void images(Path root) {
        for (int i = 0; i < 5; i++) {
            ImageWriter.writePng(image(i, false), root.resolve("normal/" + i + ".png"));
        }
        for (int i = 0; i < 3; i++) {
            ImageWriter.writePng(image(20 + i, false), root.resolve("test-normal/" + i + ".png"));
            ImageWriter.writePng(image(30 + i, true), root.resolve("anomalous/dent/" + i + ".png"));
        }
    }

    private static void masks(Path root, boolean inverted) {
        for (int i = 0; i < 3; i++) {
            ImageWriter.writePng(mask(inverted), root.resolve(i + ".png"));
        }
    }

    @BeforeAll
    static void fits() {
        images(shared);
        model = shared.resolve("m.xvad");
        Outcome fitted =
                run("fit", "--detector", "pixel-gaussian", "--data", shared, "--model", model, "--held-out", 0);
        assertThat(fitted.code()).as(fitted.err()).isZero();
    }

    @Test
    void withoutMasksImagesAreMeasuredAndPixelsAreNot() throws IOException {
        Outcome text = run("evaluate", "--model", model, "--data", shared);
        assertThat(text.code()).as(text.err()).isZero();
        assertThat(text.out())
                .contains("3 normal and 3 anomalous images", "pixels were not measured: no masks (no ground_truth")
                .doesNotContain("NaN");
        Outcome json = run("evaluate", "--model", model, "--data", shared, "--bootstrap", 0, "--json");
        assertThat(json.json().at("/image/auroc").asDouble()).isEqualTo(1);
        assertThat(json.json().get("pixel").isNull()).isTrue();
        assertThat(json.json().get("pixelNote").asText()).contains("no masks");
    }

    @Test
    void oneClassAloneHasNoAuroc() throws IOException {
        Path root = directory.resolve("normals");
        ImageWriter.writePng(image(1, false), root.resolve("normal/0.png"));
        ImageWriter.writePng(image(2, false), root.resolve("test-normal/0.png"));
        Outcome text = run("evaluate", "--model", model, "--data", root);
        assertThat(text.out())
                .contains("n/a", "one class only, all images are normal")
                .doesNotContain("NaN");
        Outcome json = run("evaluate", "--model", model, "--data", root, "--bootstrap", 0, "--json");
        assertThat(json.json().at("/image/auroc").isNull()).isTrue();
        assertThat(json.json().at("/image/note").asText()).isEqualTo("one class only");
    }

    @Test
    void invertedMasksAreWarnedOfByEveryCommandThatReadsThem() throws IOException {
        Path root = directory.resolve("inverted");
        images(root);
        masks(root.resolve("masks/dent"), true);
        String warning = "3 of 3 masks cover more than half of the image and may be inverted";
        Outcome evaluated = run("evaluate", "--model", model, "--data", root, "--bootstrap", 0, "--json");
        assertThat(evaluated.err()).contains(warning);
        assertThat(evaluated.json().at("/notes/0").asText()).contains(warning);

        Path out = directory.resolve("out");
        run("detect", "--model", model, root.resolve("anomalous"), "--maps", "npy", "--out", out);
        assertThat(run("score-maps", "--maps", out.resolve("maps"), "--masks", root.resolve("masks"))
                        .err())
                .contains(warning);

        Path unreadable = Files.createDirectories(directory.resolve("unreadable"));
        Files.writeString(unreadable.resolve("0.png"), "no image, so that learning ends soon");
        Outcome fitted = run(
                "fit",
                "--detector",
                "fcdd",
                "--data",
                unreadable,
                "--labelled",
                root,
                "--model",
                directory.resolve("f.xvad"));
        assertThat(fitted.err()).contains(warning);
    }

    @Test
    void comparisonsWithoutMasksSayWhatIsMissing() {
        Path out = directory.resolve("out");
        Outcome compared = run(
                "compare",
                "--detectors",
                model,
                "--explainers",
                "residual",
                "--data",
                shared,
                "--limit",
                1,
                "--out",
                out);
        assertThat(compared.code()).as(compared.err()).isZero();
        assertThat(compared.err()).contains("1 of 1 images have no mask");
        assertThat(compared.out())
                .contains("n/a", "n/a of pointing and saliency AUROC: no image has a mask")
                .doesNotContain("NaN");
        assertThat(out.resolve("comparison.html"))
                .content()
                .contains("<td>n/a</td>", "no image has a mask")
                .doesNotContainPattern("\\bNaN\\b");
    }

    @Test
    void pngMapsOfAnUncalibratedModelGiveTheFiguresOfExactOnes() throws IOException {
        Path masks = directory.resolve("masks");
        masks(masks.resolve("anomalous/dent"), false);
        Path images = directory.resolve("images");
        for (int i = 0; i < 3; i++) {
            ImageWriter.writePng(image(20 + i, false), images.resolve("test-normal/" + i + ".png"));
            ImageWriter.writePng(image(30 + i, true), images.resolve("anomalous/dent/" + i + ".png"));
        }
        Outcome exact = scored("npy", images, masks);
        Outcome png = scored("png16", images, masks);
        for (String figure : new String[] {"/image/auroc", "/image/ap", "/pixel/auroc", "/pixel/ap", "/pixel/aupro"}) {
            assertThat(png.json().at(figure).asDouble())
                    .as(figure)
                    .isCloseTo(exact.json().at(figure).asDouble(), within(0.005));
        }
        assertThat(exact.json().at("/image/auroc").asDouble()).isEqualTo(1);
    }

    private Outcome scored(String format, Path images, Path masks) {
        Path out = directory.resolve("out-" + format);
        Outcome detected = run("detect", "--model", model, images, "--maps", format, "--out", out);
        assertThat(detected.code()).as(detected.err()).isZero();
        return run("score-maps", "--maps", out.resolve("maps"), "--masks", masks, "--bootstrap", 0, "--json");
    }

    @Test
    void mapsAreScoredAgainstTheFilesOfLabelToolsAndWithoutAnyMaskNotAtAll() throws IOException {
        Path out = directory.resolve("out");
        run("detect", "--model", model, shared.resolve("anomalous"), shared.resolve("normal"), "--out", out);
        StringBuilder images = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            images.append("<image name='dent/%d.png' width='48' height='32'>".formatted(i))
                    .append("<box label='dent' xtl='20' ytl='8' xbr='30' ybr='16'/></image>");
        }
        Path cvat =
                Files.writeString(directory.resolve("annotations.xml"), "<annotations>" + images + "</annotations>");
        Path maps = out.resolve("maps");
        Outcome scored = run("score-maps", "--maps", maps, "--masks", cvat, "--bootstrap", 0, "--json");
        assertThat(scored.code()).as(scored.err()).isZero();
        assertThat(scored.json().at("/image/anomalous").asInt()).isEqualTo(3);
        assertThat(scored.json().at("/pixel/anomalous").asInt()).isEqualTo(3 * 80);
        assertThat(scored.json().at("/pixel/auroc").asDouble()).isGreaterThan(0.99);

        Path none = Files.createDirectories(directory.resolve("none"));
        Files.writeString(none.resolve("README.txt"), "masks go here");
        Outcome without = run("score-maps", "--maps", maps, "--masks", none);
        assertThat(without.code()).isEqualTo(Main.FAILED);
        assertThat(without.err()).contains("no mask in it belongs to a map").doesNotContain("\tat ");
    }
}
