package io.xvad.cli;

import static io.xvad.cli.Outcome.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.XvadDataException;
import io.xvad.core.XvadUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void whatIsExpectedSaysOnlyItsMessage() {
        assertThat(Failure.of(new XvadDataException("a.png: cut"))).isEqualTo("a.png: cut");
        assertThat(Failure.of(new IllegalArgumentException("k: 0 is not allowed\n  m: unknown\n")))
                .isEqualTo("k: 0 is not allowed; m: unknown");
        assertThat(Failure.of(new XvadUnavailableException("add:\n<dependency/>")))
                .isEqualTo("add:\n<dependency/>");
    }

    @Test
    void whatIsNotExpectedSaysWhatItIsInOneLine() {
        Throwable unexpected = new UncheckedIOException(new IOException("No space\nleft"));
        assertThat(Failure.of(unexpected))
                .contains("No space; left")
                .contains("XVAD_LOG=debug")
                .hasLineCount(1);
    }

    @Test
    void memoryAndLocaleSayWhatToDo() {
        assertThat(Failure.of(new OutOfMemoryError("Java heap space"))).contains("XVAD_HEAP=");
        assertThat(Failure.of(new InvalidPathException("x", "unmappable"))).contains("LC_ALL=C.UTF-8");
    }

    @Test
    void aPathThatCannotBeNamedIsNoWrongUsage() {
        Outcome outcome = run("detect", "--model", "m.xvad", "a\0b.png", "--out", directory.resolve("out"));
        assertThat(outcome.code()).isEqualTo(Main.FAILED);
        assertThat(outcome.err()).startsWith("xvad: ").hasLineCount(1);
    }

    @Test
    void nothingAtAllToReadIsAFailure() throws IOException {
        Path data = directory.resolve("data");
        Path model = directory.resolve("m.xvad");
        Gray.squares(data, 6);
        assertThat(run("fit", "--detector", "pixel-gaussian", "-o", "input-size=8", "--data", data, "--model", model)
                        .code())
                .isZero();
        Path empty = Files.createDirectories(directory.resolve("empty"));
        Path missing = directory.resolve("missing.png");
        for (String command : new String[] {"detect", "explain"}) {
            Outcome outcome = run(command, "--model", model, missing, empty, "--out", directory.resolve("out"));
            assertThat(outcome.code()).isEqualTo(Main.FAILED);
            assertThat(outcome.err())
                    .contains("missing.png: no such file")
                    .contains("empty")
                    .hasLineCount(1);
        }
    }

    @Test
    void pagesNameImagesByTheirPlaceInTheData() throws IOException {
        Path data = directory.resolve("data");
        Path model = directory.resolve("m.xvad");
        Gray.squares(data.resolve("line"), 6);
        run(
                "fit",
                "--detector",
                "pixel-gaussian",
                "-o",
                "input-size=8",
                "--data",
                data.resolve("line"),
                "--model",
                model);
        Path out = directory.resolve("out");
        Outcome explained = run("explain", "--model", model, data, "--out", out);
        assertThat(explained.code()).as(explained.err()).isZero();
        assertThat(out.resolve("explanations.html"))
                .content()
                .contains("line/0.png")
                .doesNotContain(data.toString());
    }
}
