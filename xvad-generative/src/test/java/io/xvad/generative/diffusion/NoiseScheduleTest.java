package io.xvad.generative.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoiseScheduleTest {

    private final NoiseSchedule linear = NoiseSchedule.linear(1000);

    @ParameterizedTest
    @CsvSource({
        "-1, 1",
        "99, 0.8970181457",
        "199, 0.6590385082",
        "249, 0.5240853738",
        "499, 0.0785872429",
        "999, 4.03583e-5"
    })
    void linearBetas(int time, double alphaBar) {
        assertThat(linear.alphaBar(time)).isCloseTo(alphaBar, within(alphaBar * 1e-6));
    }

    @Test
    void fewerLinearStepsEndAtTheSameNoise() {
        assertThat(NoiseSchedule.linear(200).alphaBar(199)).isBetween(1e-5, 1e-4);
    }

    @Test
    void squaredCosine() {
        double[] expected = {.972093, .898706, .786911, .647478, .493844, .340810, .203121, .094046, .024092, 2.4e-5};
        NoiseSchedule cosine = NoiseSchedule.squaredCosine(10);

        assertThat(IntStream.range(0, 10).mapToDouble(cosine::alphaBar).toArray())
                .containsExactly(expected, within(6e-7));
    }

    @Test
    void linearSquareRoots() {
        assertThat(NoiseSchedule.squareRootLinear(1000, 0.00085, 0.012).alphaBar(999))
                .isCloseTo(0.0046601, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"199, 0.00969605, 0.99009453, 4.03200911e-3", "1, 0.54529150, 0.45470850, 5.45318766e-5", "0, 1, 0, 0"})
    void posteriorOfNeighbours(int time, double clean, double present, double variance) {
        Transition step = linear.between(time, time - 1);

        assertThat(step.cleanWeight()).isCloseTo(clean, within(1e-8));
        assertThat(step.presentWeight()).isCloseTo(present, within(1e-8));
        assertThat(step.variance(Transition.Variance.SMALL)).isCloseTo(variance, within(1e-11));
    }

    /** The product of {@code q(x_t | x_s)} and {@code q(x_s | x_0)}, both Gaussian in {@code x_s}. */
    @ParameterizedTest
    @CsvSource({"1, 0", "200, 199", "249, 239", "999, 20"})
    void posteriorIsTheProductOfGaussians(int from, int to) {
        double ratio = linear.alphaBar(from) / linear.alphaBar(to);
        double precisionOfPresent = ratio / (1 - ratio);
        double precisionOfClean = 1 / (1 - linear.alphaBar(to));
        double variance = 1 / (precisionOfPresent + precisionOfClean);
        double present = -0.8;
        double clean = 0.3;
        double mean = variance
                * (precisionOfPresent * present / Math.sqrt(ratio)
                        + precisionOfClean * Math.sqrt(linear.alphaBar(to)) * clean);
        Transition step = linear.between(from, to);

        assertThat(step.mean(new float[] {(float) present}, new float[] {(float) clean})[0])
                .isCloseTo((float) mean, within(1e-6f));
        assertThat(step.variance(Transition.Variance.SMALL)).isCloseTo(variance, within(1e-9));
        assertThat(step.variance(Transition.Variance.LARGE)).isCloseTo(1 - ratio, within(1e-9));
    }

    @Test
    void noiseAddedAndTakenAway() {
        float[] clean = {0.3f, -1, 0.9f};
        float[] noise = {-1.1f, 0.4f, 2};
        float[] noised = linear.noised(clean, noise, 249);

        assertThat(linear.denoised(noised, noise, 249).clean()).containsExactly(clean, within(1e-6f));
        assertThat(linear.noise(noised, clean, 249)).containsExactly(noise, within(1e-6f));
        assertThat(linear.noised(clean, noise, NoiseSchedule.CLEAN)).containsExactly(clean);
    }

    @Test
    void aClippedValueHasTheNoiseThatGoesWithIt() {
        float[] noised = {2, 0.1f};
        Denoised clipped = linear.clipped(noised, new float[] {-1, 0.2f}, 199);

        assertThat(clipped.clean()[0]).isEqualTo(1);
        assertThat(linear.noised(clipped.clean(), clipped.noise(), 199)).containsExactly(noised, within(1e-6f));
    }

    @Test
    void stridedTimes() {
        assertThat(linear.strided(199, 5)).containsExactly(199, 149, 100, 50, 0);
        assertThat(linear.strided(3, 100)).containsExactly(3, 2, 1, 0);
        assertThat(linear.strided(249, 1)).containsExactly(249);
        assertThatIllegalArgumentException().isThrownBy(() -> linear.strided(1000, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> linear.strided(10, 0));
    }

    @Test
    void refusesOtherBetasAndTimes() {
        assertThatIllegalArgumentException().isThrownBy(() -> NoiseSchedule.linear(10));
        assertThatIllegalArgumentException().isThrownBy(() -> NoiseSchedule.linear(10, 0.2, 0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> NoiseSchedule.squaredCosine(0));
        assertThatIllegalArgumentException().isThrownBy(() -> linear.alphaBar(1000));
    }

    /** What a perfect network says of data with the mean 0.5 and the variance s: its noise, and so the clean value. */
    private float[] oracle(float[] value, int time, double variance) {
        double alphaBar = linear.alphaBar(time);
        double scale = Math.sqrt(1 - alphaBar) / (alphaBar * variance + 1 - alphaBar);
        float[] noise = new float[value.length];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) (scale * (value[i] - Math.sqrt(alphaBar) * 0.5));
        }
        return noise;
    }

    /** A step is linear in the value and in the noise drawn if the network is perfect, so that three values tell mean and variance. */
    @ParameterizedTest
    @CsvSource({
        "0.04, LARGE, 0.04037",
        "0.04, SMALL, 0.03853",
        "0.25, LARGE, 0.25075",
        "0.25, SMALL, 0.24613",
        "1, LARGE, 0.99990",
        "1, SMALL, 0.99107"
    })
    void ancestralSamplingGivesTheDataBack(double variance, Transition.Variance kind, double expected) {
        double mean = 0;
        double spread = 1;
        float[] values = {0, 1, 0};
        float[] drawn = {0, 0, 1};
        for (int time = 999; time >= 0; time--) {
            float[] clean = linear.denoised(values, oracle(values, time, variance), time)
                    .clean();
            float[] next = linear.between(time, time - 1).ancestral(values, clean, drawn, kind);
            double slope = next[1] - (double) next[0];
            double deviation = next[2] - (double) next[0];
            mean = next[0] + slope * mean;
            spread = slope * slope * spread + deviation * deviation;
        }

        assertThat(mean).isCloseTo(0.5, within(1e-3));
        assertThat(spread).isCloseTo(expected, within(5e-5));
    }

    /** Encoding and decoding by a perfect network gives the value back, the better the more steps there are. */
    @Test
    void encodedAndDecoded() {
        double coarse = roundTripError(10);
        double fine = roundTripError(100);

        assertThat(coarse).isLessThan(0.2);
        assertThat(fine).isLessThan(coarse / 4);
    }

    private double roundTripError(int steps) {
        int[] down = linear.strided(499, steps);
        float[] start = {1.1f};
        float[] value = start;
        for (int i = steps - 1; i >= 0; i--) {
            int from = i == steps - 1 ? NoiseSchedule.CLEAN : down[i + 1];
            value = moved(value, from, down[i]);
        }
        for (int i = 0; i < steps; i++) {
            value = moved(value, down[i], i == steps - 1 ? NoiseSchedule.CLEAN : down[i + 1]);
        }
        return Math.abs(value[0] - start[0]);
    }

    private float[] moved(float[] value, int from, int to) {
        float[] noise = oracle(value, Math.max(from, 0), 0.25);
        Denoised parts = from == NoiseSchedule.CLEAN ? new Denoised(value, noise) : linear.denoised(value, noise, from);
        return linear.between(from, to).deterministic(parts);
    }
}
