package io.xvad.cli;

import static io.xvad.cli.Outcome.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Image;
import io.xvad.data.image.ImageWriter;
import io.xvad.video.scene.SceneAnomaly;
import io.xvad.video.scene.SyntheticScene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A detector that learns from labels of whole videos, by the commands. */
class WeakVideosTest {

    private static final int FRAMES = 24;

    @TempDir
    private Path directory = Path.of("");

    private static void write(Optional<SceneAnomaly> kind, long seed, Path folder) throws IOException {
        float[] values = new float[3 * 64 * 96];
        Arrays.fill(values, 0.5f);
        SyntheticScene scene =
                SyntheticScene.of("scene", Image.of("ground", 3, 64, 96, values), FRAMES, 25, kind, seed);
        Files.createDirectories(folder);
        for (int i = 0; i < FRAMES; i++) {
            ImageWriter.writePng(scene.frame(i), folder.resolve("%03d.png".formatted(i)));
        }
    }

    private Path normals() throws IOException {
        Path root = directory.resolve("street");
        for (int i = 0; i < 3; i++) {
            write(Optional.empty(), i, root.resolve("train/" + i));
        }
        Files.writeString(root.resolve("fps.txt"), "25");
        return root;
    }

    private Path labelled() throws IOException {
        Path root = directory.resolve("labelled");
        write(Optional.of(SceneAnomaly.LARGE_OBJECT), 20, root.resolve("large/0"));
        write(Optional.of(SceneAnomaly.WRONG_PLACE), 21, root.resolve("place/0"));
        return root;
    }

    private Outcome fit(String detector, Object... more) throws IOException {
        Object[] arguments = {
            "fit", "--detector", detector, "--data", normals(), "--model", directory.resolve("m.xvad"), "--window", 8
        };
        Object[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return run(all);
    }

    @Test
    void learnsFromWholeVideosDetectsAndTellsOnWhatTheScoreDraws() throws IOException {
        Outcome fit = fit(
                "ctr",
                "--labelled",
                labelled(),
                "-o",
                "preset=quick",
                "-o",
                "epochs=2",
                "-o",
                "snippet=8",
                "-o",
                "moments=1",
                "-o",
                "input-size=32",
                "--json");
        assertThat(fit.code()).as(fit.err()).isZero();
        assertThat(fit.json().get("learnedFrom").asInt()).isEqualTo(2);
        assertThat(fit.json().get("learnedFromLabelled").asInt()).isEqualTo(2);
        Path model = directory.resolve("m.xvad");
        Path out = directory.resolve("out");
        Outcome detect = run("detect", "--model", model, directory.resolve("labelled/large"), "--out", out, "--json");
        assertThat(detect.code()).as(detect.err()).isZero();
        assertThat(detect.json().get(0).get("highestScore").asDouble()).isBetween(0.0, 1.0);
        Outcome explain = run(
                "explain",
                "--model",
                model,
                "--explainer",
                "temporal-attention",
                directory.resolve("labelled/large"),
                "--out",
                directory.resolve("why"),
                "--json");
        assertThat(explain.code()).as(explain.err()).isZero();
    }

    @Test
    void saysWhatIsMissingOrCannotBeUsed() throws IOException {
        Outcome without = fit("ctr");
        assertThat(without.code()).isNotZero();
        assertThat(without.err()).contains("'ctr'", "at least one labelled anomalous clip, got none");
        Outcome useless = fit("exemplars", "--labelled", labelled());
        assertThat(useless.code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(useless.err()).contains("'exemplars' does not learn from labelled videos");
        Outcome empty = fit("ctr", "--labelled", Files.createDirectories(directory.resolve("empty")));
        assertThat(empty.code()).isNotZero();
        assertThat(empty.err()).contains("no labelled videos found");
    }
}
