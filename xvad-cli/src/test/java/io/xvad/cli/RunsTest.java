package io.xvad.cli;

import static io.xvad.cli.Outcome.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.xvad.core.Image;
import io.xvad.core.explain.Explanation;
import io.xvad.data.image.ImageWriter;
import io.xvad.report.OutputDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are stopped, done twice, or asked for what cannot be: nothing is lost and one line says what is wrong. */
class RunsTest {

    private static final int SIDE = 16;

    @TempDir
    private Path directory = Path.of("");

    private Path images = Path.of("");
    private Path model = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void fit() {
        images = directory.resolve("images");
        model = directory.resolve("m.xvad");
        out = directory.resolve("out");
        for (String name : List.of("a", "b", "c", "d")) {
            image(images.resolve(name + ".png"), SIDE);
        }
        Outcome fitted =
                run("fit", "--detector", "pixel-gaussian", "-o", "input-size=16", "--data", images, "--model", model);
        assertThat(fitted.code()).as(fitted.err()).isZero();
    }

    private static void image(Path file, int side) {
        SplittableRandom random = new SplittableRandom(file.getFileName().hashCode());
        float[] values = new float[side * side];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.4 + 0.1 * random.nextDouble());
        }
        ImageWriter.writePng(Image.of(file.toString(), 1, side, side, values), file);
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(out.resolve("detections.jsonl"));
    }

    @Test
    void aStoppedRunKeepsItsResultsAndGoesOn() throws IOException {
        assertThat(run("detect", "--model", model, images, "--out", out).code()).isZero();
        List<String> all = lines();
        assertThat(all).hasSize(4).allMatch(line -> line.startsWith("{\"sampleId\""));
        Files.writeString(
                out.resolve("detections.jsonl"),
                all.get(0) + "\n" + all.get(1) + "\n" + all.get(2).substring(0, 30));
        Files.delete(out.resolve("overlays/a.png"));

        Outcome resumed = run("detect", "--model", model, images, "--out", out, "--resume");
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.out())
                .contains("2 images have a result already")
                .contains("c.png")
                .doesNotContain("b.png");
        assertThat(lines()).isEqualTo(all);
        assertThat(out.resolve("overlays/a.png")).doesNotExist();
        assertThat(new ObjectMapper().readTree(out.resolve("detections.json").toFile()))
                .hasSize(4);

        run("detect", "--model", model, images, "--out", out);
        assertThat(lines()).isEqualTo(all);
        assertThat(out.resolve("overlays/a.png")).exists();
    }

    @Test
    void whatAKilledRunLeftIsRemoved() throws IOException {
        Path left = out.resolve("maps/.xvad-00000000-0000-0000-0000-000000000000.tmp");
        Files.createDirectories(left.resolveSibling(""));
        Files.write(left, new byte[100]);
        Files.setLastModifiedTime(left, FileTime.from(Instant.EPOCH));
        assertThat(run("detect", "--model", model, images, "--out", out).code()).isZero();
        assertThat(left).doesNotExist();
    }

    @Test
    void anotherModelDoesNotGoOn() {
        run("detect", "--model", model, images, "--out", out);
        run("fit", "--detector", "pixel-gaussian", "-o", "input-size=8", "--data", images, "--model", model);
        Outcome refused = run("detect", "--model", model, images, "--out", out, "--resume");
        assertThat(refused.code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(refused.err()).contains("written with another model");
    }

    @Test
    void resultsHaveTheFormatAskedForAndMapsAreLeftOut() throws IOException {
        Outcome csv = run("detect", "--model", model, images, "--out", out, "--format", "csv", "--maps", "none");
        assertThat(csv.code()).as(csv.err()).isZero();
        assertThat(Files.readAllLines(out.resolve("detections.csv")))
                .hasSize(5)
                .first()
                .isEqualTo("sampleId,score,decision,pValue,threshold,regions,error");
        assertThat(out.resolve("detections.json")).doesNotExist();
        assertThat(out.resolve("maps")).doesNotExist();

        Outcome wrong = run("detect", "--model", model, images, "--out", out, "--maps", "jpg");
        assertThat(wrong.code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(wrong.err()).contains("'jpg'").contains("none");
    }

    @Test
    void oneMissingInputDoesNotEndABatch() throws IOException {
        Files.createDirectories(directory.resolve("empty"));
        Outcome some = run(
                "detect",
                "--model",
                model,
                images.resolve("a.png"),
                directory.resolve("nothere.png"),
                directory.resolve("empty"),
                "--out",
                out);
        assertThat(some.code()).isEqualTo(Main.SOME_FAILED);
        assertThat(some.err())
                .contains("nothere.png: no such file")
                .contains("empty")
                .doesNotContain("\tat ");
        assertThat(lines()).hasSize(2).first().asString().contains("\"score\"");
        assertThat(lines().get(1)).contains("\"error\"");
    }

    @Test
    void whatWasWrittenIsNotScored() {
        Path within = images.resolve("out");
        run("detect", "--model", model, images, "--out", within);
        Outcome again = run("detect", "--model", model, images, "--out", within, "--json");
        assertThat(again.out().split("\"sampleId\"")).hasSize(5);
    }

    @Test
    void oneRunAtATimeWritesToADirectory() {
        try (OutputDirectory held = OutputDirectory.open(out)) {
            assertThat(held).isNotNull();
            Outcome second = run("detect", "--model", model, images, "--out", out);
            assertThat(second.code()).isEqualTo(Main.FAILED);
            assertThat(second.err()).contains("another run writes its results there");
        }
        assertThat(run("detect", "--model", model, images, "--out", out).code()).isZero();
    }

    @Test
    void placesThatCannotBeWrittenAreFoundBeforeTheWork() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        for (Path wrong : List.of(directory, file.resolve("m.xvad"))) {
            Outcome refused = run("fit", "--detector", "pixel-gaussian", "--data", "not there", "--model", wrong);
            assertThat(refused.code()).isEqualTo(Main.FAILED);
            assertThat(refused.err()).contains("cannot be written").doesNotContain("not there");
        }
        Outcome taken = run("detect", "--model", model, images, "--out", file);
        assertThat(taken.code()).isEqualTo(Main.FAILED);
        assertThat(taken.err()).contains("is a file, not a directory").doesNotContain("\tat ");
    }

    @Test
    void wrongUsageHasOneCode() {
        assertThat(run("detekt", "--help").code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(run("detect", "--help").code()).isZero();
        assertThat(run("detect", "-V").out()).startsWith("xvad ");
        for (List<String> wrong : List.of(
                List.of("-o", "input-size=-3"),
                List.of("-o", "nosuch=1"),
                List.of("--held-out", "2"),
                List.of("--false-alarm-rate", "-1"))) {
            Object[] arguments = Stream.concat(
                            Stream.of("fit", "--detector", "pixel-gaussian", "--data", images, "--model", model),
                            wrong.stream())
                    .toArray();
            Outcome refused = run(arguments);
            assertThat(refused.code()).as(wrong + refused.err()).isEqualTo(Main.WRONG_USAGE);
            assertThat(refused.err()).doesNotContain("\tat ");
        }
    }

    @Test
    void arraysOfALargeExplanationLieBesideIt() throws IOException {
        Path large = directory.resolve("large.png");
        image(large, 1200);
        assertThat(run("explain", "--model", model, large, "--out", out).code()).isZero();
        Path json = out.resolve("large.verbal.json");
        assertThat(Files.size(json)).isLessThan(100_000);
        assertThat(Files.size(out.resolve("explanations.html"))).isLessThan(4_000_000);
        Explanation explanation = Explanation.load(json);
        assertThat(explanation.detection().map().height()).isEqualTo(1200);

        Path inline = directory.resolve("inline");
        run("explain", "--model", model, large, "--out", inline, "--arrays", "json");
        Explanation whole = Explanation.fromJson(Files.readString(inline.resolve("large.verbal.json")));
        assertThat(whole.detection().toString())
                .isEqualTo(explanation.detection().toString());
        assertThat(whole.detection().map().buffer())
                .isEqualTo(explanation.detection().map().buffer());
    }
}
