package io.xvad.generative.diad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.generative.search.Budget;
import java.util.concurrent.CancellationException;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class GuidedSamplingTest {

    private static final GuidedSampling SAMPLING = new GuidedSampling(Diad.SCHEDULE, Diad.SCHEDULE.strided(999, 10));
    private static final float[] LATENT = {1, -1, 0.5f, 2};
    private static final float[] NORMAL = {0, 0.3f, -2, 1};

    private final UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(4);

    /** Knows what the latent is to become. */
    private static float[] noise(float[] noised, int time) {
        return Diad.SCHEDULE.noise(noised, NORMAL, time);
    }

    private GuidedSampling.Sampled sampled(double seconds) {
        return SAMPLING.of(LATENT, GuidedSamplingTest::noise, random, new Budget(seconds).start());
    }

    /** Of the schedule of Stable Diffusion. */
    @Test
    void atTheLastTimeAlmostAllIsNoise() {
        assertThat(Diad.SCHEDULE.alphaBar(999)).isCloseTo(0.0046601, within(1e-7));
    }

    @Test
    void theTrueNoiseLeadsToTheNormalLatent() {
        GuidedSampling.Sampled sampled = sampled(0);
        assertThat(sampled.latent()).containsExactly(NORMAL, within(1e-4f));
        assertThat(sampled.steps()).isEqualTo(10);
    }

    @Test
    void aBudgetInSecondsEndsItAfterTheFirstStep() {
        GuidedSampling.Sampled sampled = sampled(1e-9);
        assertThat(sampled.steps()).isEqualTo(1);
        assertThat(sampled.latent()).containsExactly(NORMAL, within(1e-4f));
    }

    @Test
    void stepsAreCancelled() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> sampled(0)).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
