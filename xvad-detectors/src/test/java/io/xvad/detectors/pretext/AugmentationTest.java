package io.xvad.detectors.pretext;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class AugmentationTest {

    private static final float[] PLANES = {0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18};

    @Test
    void nothingStaysAsItIs() {
        assertThat(new Augmentation(0, 0, false).of(PLANES, 3)).containsExactly(PLANES);
    }

    @Test
    void shiftsEachPlaneAndMirrorsAtTheBorder() {
        assertThat(new Augmentation(1, -1, false).of(PLANES, 3))
                .containsExactly(1, 2, 2, 1, 2, 2, 4, 5, 5, 11, 12, 12, 11, 12, 12, 14, 15, 15);
    }

    @Test
    void mirrorsLeftToRight() {
        assertThat(new Augmentation(0, 0, true).of(PLANES, 3))
                .containsExactly(2, 1, 0, 5, 4, 3, 8, 7, 6, 12, 11, 10, 15, 14, 13, 18, 17, 16);
    }

    @Test
    void drawsShiftsOfUpToAnEighth() {
        var random = RandomSource.XO_SHI_RO_256_PP.create(3);
        for (int i = 0; i < 200; i++) {
            Augmentation drawn = Augmentation.drawn(32, random);
            assertThat(drawn.down()).isBetween(-4, 4);
            assertThat(drawn.right()).isBetween(-4, 4);
        }
    }
}
