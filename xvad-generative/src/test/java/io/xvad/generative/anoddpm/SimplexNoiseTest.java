package io.xvad.generative.anoddpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.DoubleSummaryStatistics;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimplexNoiseTest {

    private static final int POINTS = 200_000;

    private final SimplexNoise noise = new SimplexNoise(5);
    private final SplittableRandom random = new SplittableRandom(1);

    private double drawn() {
        return random.nextDouble(250);
    }

    @Test
    void liesBetweenMinusOneAndOneAroundZero() {
        DoubleSummaryStatistics values = IntStream.range(0, POINTS)
                .mapToDouble(i -> noise.at(drawn(), drawn(), drawn()))
                .summaryStatistics();

        assertThat(values.getMin()).isBetween(-1.0, -0.9);
        assertThat(values.getMax()).isBetween(0.9, 1.0);
        assertThat(values.getAverage()).isCloseTo(0, within(0.005));
    }

    @Test
    void isContinuous() {
        double before = noise.at(0, 0, 0);
        for (int i = 1; i < POINTS; i++) {
            double value = noise.at(0.7e-4 * i, 1.1e-4 * i, 0.3e-4 * i);
            assertThat(Math.abs(value - before)).isLessThan(1e-3);
            before = value;
        }
    }

    @Test
    void followsItsSeed() {
        assertThat(new SimplexNoise(5).at(1.3, 2.4, 3.5)).isEqualTo(noise.at(1.3, 2.4, 3.5));
        assertThat(new SimplexNoise(6).at(1.3, 2.4, 3.5)).isNotEqualTo(noise.at(1.3, 2.4, 3.5));
    }

    /** Neighbours are alike, points half a unit apart are not. */
    @Test
    void isCorrelatedWithinLessThanAUnit() {
        assertThat(correlation(0.1)).isGreaterThan(0.8);
        assertThat(correlation(0.5)).isCloseTo(0, within(0.1));
        assertThat(correlation(2)).isCloseTo(0, within(0.03));
    }

    private double correlation(double distance) {
        double products = 0;
        double squares = 0;
        for (int i = 0; i < POINTS; i++) {
            double x = drawn();
            double y = drawn();
            double z = drawn();
            double value = noise.at(x, y, z);
            products += value * noise.at(x + distance, y, z);
            squares += value * value;
        }
        return products / squares;
    }

    @Test
    void octavesTogetherHaveTheVarianceOne() {
        OctaveNoise octaves = new OctaveNoise(32, 8);
        double squares = 0;
        int images = 300;
        for (int image = 0; image < images; image++) {
            for (float value : octaves.drawn(random, 1, image)) {
                squares += value * value;
            }
        }

        assertThat(squares / images / 32 / 32).isCloseTo(1, within(0.05));
    }

    /** Octaves of 8, 4 and 2 pixels have the weights 1, 0.8 and 0.64: the differences of means over squares tell them apart. */
    @Test
    void longerWavelengthsAreStronger() {
        assertThat(roughness(new OctaveNoise(32, 2))).isGreaterThan(2 * roughness(new OctaveNoise(32, 16)));
    }

    /** How much of the variance is between neighbours. */
    private double roughness(OctaveNoise octaves) {
        double squares = 0;
        for (int image = 0; image < 50; image++) {
            float[] values = octaves.drawn(random, 1, image);
            for (int i = 1; i < values.length; i++) {
                squares += i % 32 == 0 ? 0 : Math.pow(values[i] - values[i - 1], 2);
            }
        }
        return squares;
    }

    @Test
    void channelsHaveNoiseOfTheirOwn() {
        float[] values = new OctaveNoise(16, 4).drawn(random, 2, 7);

        assertThat(values).hasSize(2 * 16 * 16);
        assertThat(values[40]).isNotEqualTo(values[40 + 16 * 16]);
    }

    @Test
    void refusesWavelengthsBelowTwoPixels() {
        assertThatIllegalArgumentException().isThrownBy(() -> new OctaveNoise(16, 1));
    }
}
