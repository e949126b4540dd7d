package io.xvad.generative.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdamTest {

    @Test
    void theFirstStepIsTheRateAgainstTheSignOfTheGradient() {
        float[] values = {1, -2, 3};
        new Adam(values, 0.1).step(new float[] {5, -0.001f, 0});
        assertThat(values).containsExactly(new float[] {0.9f, -1.9f, 3}, within(1e-5f));
    }

    @Test
    void laterStepsRememberEarlierGradients() {
        float[] values = {0};
        Adam adam = new Adam(values, 0.1);
        adam.step(new float[] {1});
        adam.step(new float[] {-2});
        double first = (0.9 * 0.1 - 0.1 * 2) / (1 - 0.81);
        double second = (0.999 * 0.001 + 0.001 * 4) / (1 - 0.999 * 0.999);
        assertThat((double) values[0]).isCloseTo(-0.1 - 0.1 * first / Math.sqrt(second), within(1e-6));
    }
}
