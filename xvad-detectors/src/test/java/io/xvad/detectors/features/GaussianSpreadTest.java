package io.xvad.detectors.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GaussianSpreadTest {

    @Test
    void aFlatPlaneStaysFlat() {
        float[] ones = new float[6];
        Arrays.fill(ones, 1);
        for (float value : new GaussianSpread(3).apply(ones, 2, 3, 16, 24)) {
            assertThat(value).isCloseTo(1, within(1e-6f));
        }
    }

    /** Two positions 8 pixels apart: the share of one is a logistic function of the place between them. */
    @Test
    void twoPositionsShareByTheRatioOfTheirGaussians() {
        float[] line = new GaussianSpread(5).apply(new float[] {0, 1}, 1, 2, 1, 16);
        for (int x = 0; x < 16; x++) {
            double toFirst = (x + 0.5 - 4) / 5;
            double toSecond = (x + 0.5 - 12) / 5;
            double expected = 1 / (1 + Math.exp((toSecond * toSecond - toFirst * toFirst) / 2));
            assertThat(line[x]).isCloseTo((float) expected, within(1e-6f));
        }
    }

    @Test
    void aNarrowGaussianLeavesNoHoles() {
        for (float value : new GaussianSpread(0).apply(new float[] {1, 1, 1}, 1, 3, 1, 30)) {
            assertThat(value).isCloseTo(1, within(1e-6f));
        }
    }
}
