package io.xvad.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Image;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SyntheticDefectTest {

    private static Image noise(int height, int width) {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[3 * height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.3 + 0.4 * random.nextDouble());
        }
        return Image.of("noise", 3, height, width, values);
    }

    @ParameterizedTest
    @EnumSource
    void onlyPixelsOfTheMaskChangeAndTheSeedDecides(SyntheticDefect defect) {
        for (int seed = 0; seed < 10; seed++) {
            Image normal = noise(40, 57);
            DefectedImage defected = defect.apply(normal, 1, seed);
            assertThat(defect.apply(normal, 1, seed)).isEqualTo(defected);
            assertThat(defect.apply(normal, 1, seed + 100)).isNotEqualTo(defected);
            assertThat(defected.mask().count()).as("seed %d", seed).isBetween(1, 40 * 57 / 2);
            int changed = 0;
            for (int i = 0; i < 40 * 57; i++) {
                boolean same = normal.at(0, i / 57, i % 57) == defected.image().at(0, i / 57, i % 57);
                if (!defected.mask().at(i / 57, i % 57)) {
                    assertThat(same).as("seed %d pixel %d", seed, i).isTrue();
                }
                changed += same ? 0 : 1;
            }
            assertThat(changed)
                    .as("seed %d", seed)
                    .isGreaterThan(defected.mask().count() / 2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSmallestPictureWorksAndASmallerOneIsRefused(SyntheticDefect defect) {
        assertThat(defect.apply(noise(8, 8), 0.5, 1).mask().any()).isTrue();
        assertThatThrownBy(() -> defect.apply(noise(7, 9), 0.5, 1)).hasMessageContaining("8 pixels");
        assertThatThrownBy(() -> defect.apply(noise(9, 9), 0, 1)).hasMessageContaining("strength");
    }

    @Test
    void namesAreFound() {
        assertThat(SyntheticDefect.named("colour-shift")).isEqualTo(SyntheticDefect.COLOUR_SHIFT);
        assertThatThrownBy(() -> SyntheticDefect.named("stian")).hasMessageContaining("Did you mean 'stain'");
    }
}
