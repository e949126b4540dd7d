package io.xvad.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class PerlinNoiseTest {

    private final UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(2);

    @Test
    void isZeroAtTheLatticeAndNowhereBeyondOne() {
        PerlinNoise noise = new PerlinNoise(64, 32, 8, 2, random);
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 32; x++) {
                assertThat(Math.abs(noise.at(y, x))).isLessThanOrEqualTo(1);
                if (y % 8 == 0 && x % 16 == 0) {
                    assertThat(noise.at(y, x)).isCloseTo(0, within(1e-12));
                }
            }
        }
    }

    @Test
    void neighboursAreAlike() {
        PerlinNoise noise = new PerlinNoise(64, 64, 4, 4, random);
        for (int y = 0; y < 63; y++) {
            assertThat(noise.at(y + 1, 20)).isCloseTo(noise.at(y, 20), within(0.25));
        }
    }

    @Test
    void needsPixelsAndCells() {
        assertThatThrownBy(() -> new PerlinNoise(4, 4, 0, 1, random))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 x 1 cells");
    }
}
