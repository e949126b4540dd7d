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
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code xvad compare --reasons} on small noisy images with a dark spot. */
class ReasonsTest {

    private static final int SIDE = 48;

    @TempDir
    private static Path shared = Path.of("");

    @TempDir
    private Path directory = Path.of("");

    private static boolean spot(int x, int y) {
        return x >= 30 && x < 42 && y >= 6 && y < 16;
    }

    private static Image image(int seed, boolean spotted) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[3 * SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            int at = i % (SIDE * SIDE);
            double noise = 0.06 * random.nextDouble();
            values[i] = (float) (spotted && spot(at % SIDE, at / SIDE) ? 0.1 + noise : 0.6 + noise);
        }
        return Image.of("image", 3, SIDE, SIDE, values);
    }

    private static Image mask() {
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = spot(i % SIDE, i / SIDE) ? 1 : 0;
        }
        return Image.of("mask", 1, SIDE, SIDE, values);
    }

    @BeforeAll
    static void writes() {
        for (int i = 0; i < 12; i++) {
            ImageWriter.writePng(image(i, false), shared.resolve("train/good/" + i + ".png"));
        }
        for (int i = 0; i < 2; i++) {
            ImageWriter.writePng(image(20 + i, false), shared.resolve("test/good/" + i + ".png"));
            ImageWriter.writePng(image(30 + i, true), shared.resolve("test/spot/" + i + ".png"));
            ImageWriter.writePng(mask(), shared.resolve("ground_truth/spot/" + i + "_mask.png"));
        }
    }

    private static Outcome judged(Object... more) {
        Object[] all = new Object[6 + more.length];
        System.arraycopy(new Object[] {"compare", "--reasons", "--detectors", "padim", "--data", shared}, 0, all, 0, 6);
        System.arraycopy(more, 0, all, 6, more.length);
        return run(all);
    }

    @Test
    void judgesRealAndSyntheticDefectsAndNormalImages() throws IOException {
        Path admissible = directory.resolve("own.txt");
        Files.writeString(admissible, "spot = darker\n");
        Path out = directory.resolve("out");
        Outcome judged = judged("--admissible", admissible, "--synthetic", 1, "--strength", "0.9,1", "--out", out);
        assertThat(judged.code()).as(judged.err()).isZero();
        assertThat(judged.out())
                .contains("what is said", "normal version", "real spot (2)", "synthetic all (8)", "normal all (2)")
                .contains("wrote " + out.resolve("comparison.html"))
                .doesNotContain("NaN");
        JsonNode json =
                new ObjectMapper().readTree(out.resolve("comparison.json").toFile());
        assertThat(json.get("explainer").asText()).isEqualTo("verbal");
        JsonNode detector = json.at("/detectors/padim");
        assertThat(detector.get("images")).hasSize(12);
        JsonNode spot = detector.at("/rows/1");
        assertThat(spot.get("kind").asText()).isEqualTo("spot");
        assertThat(spot.at("/flagged/value").asDouble()).isEqualTo(1);
        assertThat(spot.at("/first/images").asInt()).isEqualTo(2);
        assertThat(detector.at("/images/0/words/0").asText()).isNotEmpty();
        String page = Files.readString(out.resolve("comparison.html"));
        assertThat(page.contains("Synthetic defects are made, not found.")).isTrue();
        assertThat(page.contains("Judged (")).isTrue();
        assertThat(page.contains("NaN ") || page.contains("NaN]")).isFalse();
    }

    @Test
    void whatIsWrongIsSaidInALine() throws IOException {
        Path admissible = directory.resolve("own.txt");
        Files.writeString(admissible, "spot = darkish\n");
        assertThat(judged("--admissible", admissible, "--out", directory).err())
                .contains(admissible + ", line 1: No reason or qualifier named 'darkish'.");
        Outcome strength = judged("--strength", "0.5", "--out", directory);
        assertThat(strength.code()).isNotZero();
        assertThat(strength.err()).contains("--strength needs LOW,HIGH");
        assertThat(judged("--explainers", "verbal,lime", "--out", directory).err())
                .contains("No explainer named 'verbal,lime'");
    }
}
