package io.xvad.foundation.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HarmonicSpreadTest {

    /** Worked out by hand: each patch has the harmonic mean of the windows that cover it. */
    @Test
    void fourWindowsOnAGridOfThreeByThree() {
        float[] spread = HarmonicSpread.of(new float[] {1, 0.75f, 0.5f, 0.25f}, 2, 3);
        assertThat(spread)
                .containsExactly(
                        new float[] {1, 6 / 7f, 0.75f, 2 / 3f, 0.48f, 0.375f, 0.5f, 1 / 3f, 0.25f}, within(1e-6f));
    }

    @Test
    void aWindowThatFindsNothingLeavesNothing() {
        assertThat(HarmonicSpread.of(new float[] {1, 0, 1, 1}, 2, 3))
                .contains(0)
                .doesNotContain(Float.NaN);
        assertThat(HarmonicSpread.of(new float[] {0}, 2, 2)).containsOnly(0);
    }

    @Test
    void theMeanOfMapsIsHarmonic() {
        assertThat(HarmonicSpread.mean(new float[] {1, 0}, new float[] {0.5f, 1}))
                .containsExactly(new float[] {2 / 3f, 0}, within(1e-6f));
    }
}
