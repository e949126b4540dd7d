package io.xvad.generative.likelihoodratio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class MutationTest {

    private static final int COUNT = 100_000;

    private static float[] mutated(double rate) {
        float[] levels = new float[COUNT];
        Arrays.fill(levels, 200);
        return new Mutation(rate).of(levels, RandomSource.XO_SHI_RO_256_PP.create(1));
    }

    private static double changed(float[] mutated) {
        int changed = 0;
        for (float level : mutated) {
            changed += level == 200 ? 0 : 1;
        }
        return changed / (double) COUNT;
    }

    /** One in 256 of those drawn is the level that was there. */
    @Test
    void changesTheShareThatItSays() {
        assertThat(changed(mutated(0.3))).isCloseTo(0.3 * 255 / 256, within(0.005));
    }

    @Test
    void nothingAtRateZero() {
        assertThat(changed(mutated(0))).isZero();
    }

    @Test
    void levelsAreWholeFromBlackToWhite() {
        assertThat(mutated(1)).contains(0, 255, 128);
        for (float level : mutated(1)) {
            assertThat(level).isBetween(0f, 255f).isEqualTo((float) Math.floor(level));
        }
    }
}
