package io.xvad.data.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.AnomalyMap;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngMapTest {

    private static final PngScale SCALE = new PngScale(2, 6);

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @CsvSource({"2, 4096", "4, 26624", "6, 49152", "4000006, 65535", "1e9, 65535", "-4e6, 0", "-1e9, 0"})
    void levelsWorkedByHand(float value, int level) {
        assertThat(SCALE.level(value)).isEqualTo(level);
    }

    @Test
    void levelsKeepTheOrderFarBeyondTheScale() {
        int last = -1;
        for (float value = -1000; value < 1000; value += value < 2 ? 5 : 1.5f) {
            int level = SCALE.level(value);
            assertThat(level).isGreaterThan(last);
            last = level;
        }
    }

    @Test
    void valuesComeBackFromAFile() {
        float[] values = {-30, 0, 2, 2.5f, 4, 6, 6.01f, 7, 40, 900, 1e5f, -70};
        Path file = directory.resolve("m.png");
        MapFiles.writePng16(AnomalyMap.of(3, 4, values), SCALE, file);
        AnomalyMap read = MapFiles.read(file);
        assertThat(read.height()).isEqualTo(3);
        float[] back = read.toArray();
        for (int i = 0; i < values.length; i++) {
            boolean within = values[i] >= 2 && values[i] <= 6;
            assertThat(back[i]).isCloseTo(values[i], within(within ? 1e-4f : 4e-3f * (Math.abs(values[i]) + 2)));
        }
        assertThat(Arrays.copyOf(back, 11)).isSorted();
        assertThat(back[9]).isCloseTo(900, Percentage.withPercentage(0.1));
        assertThat(SCALE.level(back[9])).isEqualTo(SCALE.level(900));
    }

    @Test
    void aScaleHasAnExtent() {
        assertThatThrownBy(() -> new PngScale(1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PngScale(1, Float.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
