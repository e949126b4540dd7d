package io.xvad.generative.guideddiffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Effort;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.generative.diffusion.GaussianOracle;
import io.xvad.generative.diffusion.NoisePredictor;
import io.xvad.generative.diffusion.NoiseSchedule;
import io.xvad.generative.diffusion.Restorer;
import io.xvad.generative.diffusion.UNetForm;
import io.xvad.generative.search.Budget;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Guided decoding with a perfect network of images whose values are around 0, and a linear classifier. */
class GuidedDecodingTest {

    private static final int SIDE = 2;
    private static final float[] WEIGHTS = {0.5f, -1, 2, 0};

    private final NoiseSchedule schedule = NoiseSchedule.linear(1000);
    private final UNetForm form = UNetForm.of(1, SIDE, 8, List.of(1));
    private final GaussianOracle oracle = new GaussianOracle(schedule, 0, 0.25);

    /** The logit is the sum of values by weights. */
    private record Linear(float[] weights) implements Network {

        @Override
        public Map<String, Tensor> run(Tensor input) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, Tensor> run(Map<String, Tensor> inputs) {
            float[] values =
                    Objects.requireNonNull(inputs.get(NoisePredictor.NOISED)).toArray();
            float logit = 0;
            for (int i = 0; i < values.length; i++) {
                logit += weights[i] * values[i];
            }
            return Map.of(
                    Guidance.LOGIT, Tensor.of(new float[] {logit}, 1, 1),
                    Guidance.SLOPE, Tensor.of(weights, 1, 1, SIDE, SIDE));
        }

        @Override
        public void close() {}
    }

    private GuidedDecoding restorer(int steps, double scale, double seconds) {
        return new GuidedDecoding(
                new NoisePredictor(oracle, form),
                new Guidance(new Linear(WEIGHTS), form, scale),
                schedule,
                new GuidedDecoding.Course(499, steps),
                new Budget(seconds));
    }

    @Test
    void aLinearClassifierShiftsTheNoiseByItsWeights() {
        Guidance guidance = new Guidance(new Linear(WEIGHTS), form, 3);
        float[] noised = {0.2f, 0.1f, 0.4f, -0.3f};
        double logit = 0.5 * 0.2 - 0.1 + 2 * 0.4;
        double anomalous = 1 / (1 + Math.exp(-logit));

        float[] guided = guidance.guided(new float[] {1, 1, 1, 1}, noised, 99, 0.64);

        float[] expected = new float[4];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (float) (1 + 3 * 0.6 * anomalous * WEIGHTS[i]);
        }
        assertThat(guided).containsExactly(expected, within(1e-5f));
    }

    @Test
    void withoutGuidanceAnImageComesBackTheBetterTheMoreStepsThereAre() {
        float[] image = {0.3f, -0.5f, 0.6f, -0.1f};

        assertThat(error(image, 100)).isLessThan(error(image, 10) / 3);
        assertThat(error(image, 100)).isLessThan(0.05);
    }

    private double error(float[] image, int steps) {
        float[] map = restorer(steps, 0, 0).restore(image, 0).map();
        double sum = 0;
        for (float value : map) {
            sum += value;
        }
        return sum / map.length;
    }

    @Test
    void guidanceMovesWhatTheClassifierMindsAndLeavesTheRest() {
        float[] image = {0.3f, -0.3f, 0.6f, 0.4f};

        float[] restored = restorer(50, 1, 0).restore(image, 0).image();

        float[] left = restorer(50, 0, 0).restore(image, 0).image();
        assertThat(restored[0]).isLessThan(left[0]);
        assertThat(restored[1]).isGreaterThan(left[1]);
        assertThat(restored[2]).isLessThan(left[2] - 0.2f);
        assertThat(restored[3]).isCloseTo(left[3], within(1e-6f));
    }

    /**
     * Normal values are around -0.5, anomalous ones around 0.5, both with the variance s: all values together, at a time with abar a, have
     * the noise of a mixture, and the classifier's logit is {@code 2 sqrt(a) 0.5 x / (a s + 1 - a)}.
     */
    @Test
    void ofTwoGaussiansTheAnomalousOneIsMovedToTheNormalOne() {
        double variance = 0.01;
        Mixture mixture = new Mixture(schedule, 0.5, variance);
        GuidedDecoding restorer = new GuidedDecoding(
                new NoisePredictor(mixture, form),
                new Guidance(mixture, form, 1),
                schedule,
                new GuidedDecoding.Course(699, 70),
                new Budget(0));
        float[] anomalous = new float[SIDE * SIDE];
        Arrays.fill(anomalous, 0.5f);
        float[] normal = new float[SIDE * SIDE];
        Arrays.fill(normal, -0.5f);

        assertThat(restorer.restore(anomalous, 0).image()[0]).isLessThan(-0.2f);
        assertThat(restorer.restore(normal, 0).image()[0]).isCloseTo(-0.5f, within(0.15f));
    }

    @Test
    void nothingIsRandom() {
        float[] image = {0.3f, -0.3f, 0.6f, 0.4f};

        assertThat(restorer(10, 1, 0).restore(image, 1).image())
                .containsExactly(restorer(10, 1, 0).restore(image, 2).image());
    }

    @Test
    void stepsAndSecondsAreABudget() {
        Restorer.Restored all = restorer(10, 1, 0).restore(new float[4], 0);
        Restorer.Restored few = restorer(10, 1, 1e-9).restore(new float[4], 0);

        assertThat(all.effort()).isEqualTo(new Effort(20, true));
        assertThat(few.effort()).isEqualTo(new Effort(2, false));
    }

    @Test
    void stopsWhenItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(() -> restorer(10, 1, 0).restore(new float[4], 0));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
