package io.xvad.cli;

import static io.xvad.cli.Outcome.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code xvad learn} and {@code xvad forget}. */
class LearnAndForgetTest {

    @TempDir
    private Path directory = Path.of("");

    private Path images(String name, int count) {
        Path folder = directory.resolve(name);
        Gray.squares(folder, count);
        return folder;
    }

    private Path fitted() {
        Path model = directory.resolve("m.xvad");
        Outcome fitted = run(
                "fit",
                "--detector",
                "pixel-gaussian",
                "--data",
                images("normals", 30),
                "--model",
                model,
                "--false-alarm-rate",
                0.2,
                "--without-measures");
        assertThat(fitted.code()).as(fitted.err()).isZero();
        return model;
    }

    private static JsonNode changed(Object... command) throws IOException {
        Outcome outcome = run(command);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return outcome.json();
    }

    @Test
    void aModelLearnsMoreAndIsCalibratedAtItsRate() throws IOException {
        Path model = fitted();
        Path more = images("more", 25);
        Path out = directory.resolve("n.xvad");
        JsonNode learned =
                changed("learn", "--model", model, "--data", more, "--out", out, "--without-measures", "--json");
        assertThat(learned.path("learnedFrom").asInt()).isEqualTo(24 + 20);
        assertThat(learned.path("calibratedOn").asInt()).isEqualTo(5);
        assertThat(learned.path("falseAlarmRate").asDouble()).isEqualTo(0.2);
        JsonNode change = learned.path("change");
        assertThat(change.path("kind").asText()).isEqualTo("learned-more");
        assertThat(change.path("samples").asInt()).isEqualTo(20);
        assertThat(change.path("date").asText())
                .isBetween(
                        LocalDate.now(ZoneOffset.UTC).minusDays(1).toString(),
                        LocalDate.now(ZoneOffset.UTC).toString());
        assertThat(change.path("effect").asText()).startsWith("scores as a fit on all");

        Outcome all = run("learn", "--model", out, "--data", directory.resolve("more"), "--out", out, "--held-out", 0);
        assertThat(all.code()).as(all.err()).isZero();
        assertThat(all.err()).contains("20 of 25 images were learned before and are left out");
        assertThat(all.out())
                .contains("pixel-gaussian learned 5 more normal images, 49 in all")
                .contains("does not decide");
        Outcome again = run("learn", "--model", out, "--data", more, "--out", out);
        assertThat(again.code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(again.err()).contains("nothing to learn");
    }

    @Test
    void otherImagesCalibrateWhereTheNewOnesAreTooFew() throws IOException {
        Path model = fitted();
        Path few = images("few", 3);
        Path out = directory.resolve("n.xvad");
        Outcome refused = run("learn", "--model", model, "--data", few, "--out", out);
        assertThat(refused.code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(refused.err()).contains("cannot promise a false-alarm rate of 0.2");
        assertThat(out).doesNotExist();
        JsonNode learned = changed(
                "learn",
                "--model",
                model,
                "--data",
                few,
                "--calibration",
                images("others", 9),
                "--out",
                out,
                "--without-measures",
                "--json");
        assertThat(learned.path("learnedFrom").asInt()).isEqualTo(24 + 3);
        assertThat(learned.path("calibratedOn").asInt()).isEqualTo(9);
    }

    @Test
    void aModelForgetsByNameByDirectoryAndByDate() throws IOException {
        Path old = images("old", 6);
        Path recent = images("new", 6);
        for (int i = 0; i < 3; i++) {
            Files.setLastModifiedTime(recent.resolve(i + ".png"), FileTime.from(Instant.parse("2020-01-01T12:00:00Z")));
        }
        Path model = directory.resolve("m.xvad");
        assertThat(run(
                                "fit",
                                "--detector",
                                "pixel-gaussian",
                                "--normal",
                                old,
                                "--normal",
                                recent,
                                "--model",
                                model,
                                "--held-out",
                                0)
                        .code())
                .isZero();
        JsonNode dated = changed("forget", "--model", model, "--before", "2021-01-01", "--out", model, "--json");
        assertThat(dated.path("learnedFrom").asInt()).isEqualTo(9);
        assertThat(dated.path("calibratedOn").asInt()).isZero();
        JsonNode named = changed(
                "forget",
                "--model",
                model,
                "--samples",
                old.resolve("1.png"),
                recent.resolve("5.png"),
                "--out",
                model,
                "--data",
                images("others", 9),
                "--false-alarm-rate",
                0.1,
                "--without-measures",
                "--json");
        assertThat(named.path("change").path("kind").asText()).isEqualTo("forgot");
        assertThat(named.path("learnedFrom").asInt()).isEqualTo(7);
        assertThat(named.path("calibratedOn").asInt()).isEqualTo(9);
        Outcome onItself = run(
                "forget",
                "--model",
                model,
                "--samples",
                old.resolve("2.png"),
                "--out",
                directory.resolve("o.xvad"),
                "--data",
                old);
        assertThat(onItself.code()).as(onItself.err()).isZero();
        assertThat(onItself.err()).contains("learned, and so not to calibrate on: 5 of 6");
        Outcome folder = run("forget", "--model", model, "--folder", old, "--out", model);
        assertThat(folder.code()).as(folder.err()).isZero();
        assertThat(folder.out())
                .contains("pixel-gaussian forgot 5 of 7 samples")
                .contains("xvad calibrate");
    }

    @Test
    void whatCannotBeForgottenIsNamed() {
        Path model = fitted();
        Path out = directory.resolve("n.xvad");
        Outcome nothing = run("forget", "--model", model, "--out", out);
        assertThat(nothing.code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(nothing.err()).contains("--samples ID");
        Outcome unknown = run("forget", "--model", model, "--samples", "x.png", "--out", out);
        assertThat(unknown.code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(unknown.err()).contains("has not learned 'x.png'").contains("normals");
        Outcome before = run("forget", "--model", model, "--before", "1990-01-01", "--out", out);
        assertThat(before.code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(before.err()).contains("nothing that was learned");
        assertThat(out).doesNotExist();
    }

    @Test
    void anotherDetectorIsToldWhichCan() {
        Path model = directory.resolve("m.xvad");
        Outcome fitted = run(
                "fit",
                "--detector",
                "simplenet",
                "--data",
                images("normals", 4),
                "--model",
                model,
                "--held-out",
                0,
                "-o",
                "epochs=1",
                "-o",
                "input-size=32",
                "-o",
                "hidden=8");
        assertThat(fitted.code()).as(fitted.err()).isZero();
        Outcome learned = run("learn", "--model", model, "--data", images("more", 4), "--out", model);
        assertThat(learned.code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(learned.err())
                .contains("'simplenet' cannot learn more without starting again; these can: ")
                .contains("anomaly-dino, exemplars, ")
                .contains("padim, patchcore, pixel-gaussian");
    }
}
