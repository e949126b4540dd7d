package io.xvad.core.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Decision;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Verdict;
import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedExplanationTest {

    private static final float THIRD = 1 / 3f;

    @TempDir
    private Path directory = Path.of("");

    private static Explanation explanation() {
        AnomalyMap map = AnomalyMap.of(1, 2, new float[] {THIRD, 0.25f});
        Verdict verdict = new Verdict(Decision.UNDECIDED, OptionalDouble.empty(), OptionalDouble.empty());
        Detection detection = new Detection("photo.png", 1, verdict, List.of(map), List.of());
        Image normal = Image.of("photo.png", 1, 1, 2, new float[] {0.5f, THIRD});
        return new Explanation(
                detection,
                List.of(new Counterfactual(normal, map, 1, 0)),
                List.of(),
                new AuditRecord("d", "f", "e", Map.of(), 0, "v", Duration.ZERO));
    }

    private Path file() {
        return directory.resolve("photo.counterfactual.json");
    }

    @Test
    void arraysBesideItAreExact() {
        explanation().save(file(), ArrayStorage.NPZ);
        assertThat(directory.resolve("photo.counterfactual.npz")).exists();
        assertThat(Explanation.load(file()).toJson()).isEqualTo(explanation().toJson());
    }

    @Test
    void arraysInItAreExact() {
        explanation().save(file(), ArrayStorage.JSON);
        assertThat(directory).isDirectoryNotContaining("glob:**.npz");
        assertThat(Explanation.load(file()).toJson()).isEqualTo(explanation().toJson());
    }

    @Test
    void halvesAreRoundedToElevenBits() {
        explanation().save(file(), ArrayStorage.NPZ16);
        AnomalyMap map = Explanation.load(file()).detection().map();
        assertThat(map.at(0, 0)).isNotEqualTo(THIRD).isCloseTo(THIRD, within(THIRD / 2048));
        assertThat(map.at(0, 1)).isEqualTo(0.25f);
    }

    @Test
    void arraysLeftOutCannotBeReadBack() throws IOException {
        explanation().save(file(), ArrayStorage.NONE);
        assertThat(Files.readString(file())).contains("\"height\":1").doesNotContain("npz");
        assertThatThrownBy(() -> Explanation.load(file()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("npz");
    }

    @Test
    void filesElsewhereAreNotOpened() throws IOException {
        explanation().save(file(), ArrayStorage.NPZ);
        Files.writeString(file(), Files.readString(file()).replace("photo.counterfactual.npz", "../secret.npz"));
        assertThatThrownBy(() -> Explanation.load(file()))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("photo.counterfactual.npz beside it");
    }
}
