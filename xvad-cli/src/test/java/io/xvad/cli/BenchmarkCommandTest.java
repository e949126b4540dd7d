package io.xvad.cli;

import static io.xvad.cli.Outcome.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.xvad.core.Image;
import io.xvad.data.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchmarkCommandTest {

    private static final int SIDE = 32;

    @TempDir
    private Path directory = Path.of("");

    private Path data(String name) {
        Path root = directory.resolve(name);
        for (int i = 0; i < 8; i++) {
            image(root.resolve("train/good/" + i + ".png"), false);
            if (i < 4) {
                image(root.resolve("test/good/" + i + ".png"), false);
                image(root.resolve("test/spot/" + i + ".png"), true);
                mask(root.resolve("ground_truth/spot/" + i + "_mask.png"));
            }
        }
        return root;
    }

    private static boolean isSpot(int pixel) {
        return pixel % SIDE > 16 && pixel % SIDE < 26 && pixel / SIDE > 6 && pixel / SIDE < 16;
    }

    private static void image(Path file, boolean spot) {
        SplittableRandom random = new SplittableRandom(file.toString().hashCode());
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = spot && isSpot(i) ? 1 : (float) (0.4 + 0.1 * random.nextDouble());
        }
        ImageWriter.writePng(Image.of(file.toString(), 1, SIDE, SIDE, values), file);
    }

    private static void mask(Path file) {
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = isSpot(i) ? 1 : 0;
        }
        ImageWriter.writePng(Image.of(file.toString(), 1, SIDE, SIDE, values), file);
    }

    private Outcome benchmark(String detectors, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("benchmark", "--detectors", detectors, "--bootstrap", 100));
        arguments.addAll(List.of("--out", directory.resolve("out")));
        arguments.addAll(List.of(more));
        return run(arguments.toArray());
    }

    @Test
    void comparesDetectorsAndGoesOnWhereItWas() throws IOException {
        Path one = data("one");
        Path two = data("two");
        Object[] asked = {"--data", one, "--data", two, "--option", "small.input-size=8", "--seeds", "0,1"};
        Outcome first = benchmark("small=pixel-gaussian", asked);
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out())
                .contains(
                        "Means over 2 data sets and 2 seeds", "| small", "| pixel-gaussian (to beat)", "detection rate")
                .contains("small has no untrained form", "benchmark.html");
        assertThat(first.err()).contains("xvad: 8 runs", "8/8 pixel-gaussian on two, seed 1: image AUROC 1.000");
        Path out = directory.resolve("out");
        assertThat(Files.readAllLines(out.resolve("benchmark.csv")))
                .hasSize(9)
                .first()
                .asString()
                .startsWith("detector,dataset,seed,imageAuroc,");
        assertThat(out.resolve("benchmark.html"))
                .content()
                .contains("detectors compared")
                .doesNotContain("http://");

        Object[] more = {"--data", one, "--option", "small.input-size=8", "--option", "padim.input-size=64", "--json"};
        Outcome second = benchmark("small=pixel-gaussian,padim", more);
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(second.err())
                .contains("xvad: 3 runs, 2 of them done before", "which are left alone: 6", "3/3 padim on one")
                .doesNotContain(" small on");
        JsonNode json = second.json();
        assertThat(json.at("/runsDoneBefore").asInt()).isEqualTo(2);
        assertThat(json.at("/detectors/1/mean/imageAuroc/mean").asDouble()).isEqualTo(1);
        assertThat(json.at("/detectors/1/byDataset/one/detectionRate/mean").isNumber())
                .isTrue();
        assertThat(json.at("/comparisons/0/aupro/low").asDouble())
                .isLessThanOrEqualTo(json.at("/comparisons/0/aupro/difference").asDouble());
        assertThat(json.at("/runs")).hasSize(3);
    }

    @Test
    void oneThatFailsIsInTheTableAndTheOthersGoOn() {
        Path model = directory.resolve("none.onnx");
        Outcome some = benchmark(
                "big=pixel-gaussian,small=pixel-gaussian,patchcore",
                "--data",
                data("one"),
                "-o",
                "small.input-size=8",
                "-o",
                "patchcore.backbone=" + model,
                "--limit",
                2,
                "--limit-train",
                6);
        assertThat(some.code()).as(some.err()).isEqualTo(Main.SOME_FAILED);
        assertThat(some.out())
                .contains("failed: patchcore on one, seed 0: ", "none.json")
                .contains("| small");
        Outcome all = benchmark(
                "patchcore", "--data", data("one"), "-o", "patchcore.backbone=" + model, "--without-yardsticks");
        assertThat(all.code()).as(all.err()).isEqualTo(Main.FAILED);
        assertThat(all.err()).contains("1/1 patchcore on one, seed 0: failed: ");
    }

    @Test
    void itsPageNamesEveryOption() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "benchmark.md"));
        assertThat(new CommandLine(new BenchmarkCommand()).getCommandSpec().options())
                .filteredOn(option -> !option.usageHelp() && !option.versionHelp())
                .allSatisfy(option -> assertThat(page).contains(option.longestName()));
    }

    @Test
    void wrongUsageIsFoundBeforeTheWork() {
        Path data = data("one");
        for (List<String> wrong : List.of(
                List.of("nosuch"),
                List.of("padim", "-o", "patchcore.input-size=64"),
                List.of("padim", "-o", "input-size=64"),
                List.of("padim", "-o", "padim.nosuch=1"),
                List.of("padim,padim"),
                List.of("padim", "--limit", "0"),
                List.of("padim", "--bootstrap", "1"))) {
            List<Object> more = new ArrayList<>(wrong.subList(1, wrong.size()));
            more.addAll(List.of("--data", data));
            Outcome refused = benchmark(wrong.get(0), more.toArray());
            assertThat(refused.code()).as(wrong + refused.err()).isEqualTo(Main.WRONG_USAGE);
            assertThat(refused.err()).doesNotContain("\tat ");
        }
        Outcome missing = benchmark("padim", "--data", directory.resolve("nothere"));
        assertThat(missing.code()).isEqualTo(Main.FAILED);
        assertThat(missing.err()).contains("nothere: no such file");
    }

    /** A detector's own untrained form is fitted as it is, but does not learn. */
    @Test
    void aDetectorThatTrainsStandsBesideItsUntrainedSelf() throws IOException {
        Outcome measured = benchmark(
                "autoencoder",
                "--data",
                data("one"),
                "-o",
                "autoencoder.input-size=32",
                "-o",
                "autoencoder.epochs=4",
                "-o",
                "autoencoder.learning-rate=0.01",
                "--json");
        assertThat(measured.code()).as(measured.err()).isZero();
        JsonNode json = measured.json();
        assertThat(json.at("/detectors/1/name").asText()).isEqualTo("autoencoder, untrained");
        assertThat(json.at("/detectors/1/options/epochs").asText()).isEqualTo("1");
        assertThat(json.at("/detectors/0/mustBeat")).hasSize(2);
        assertThat(json.at("/detectors/0/mustBeat/0/name").asText()).isEqualTo("autoencoder, untrained");
    }
}
