package io.xvad.detectors.gaussian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.model.Npy;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.progress.ProgressListener;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ShrinkageTest {

    private static final int[] CHANNELS = {0, 2, 3, 5};
    private static final int IMAGES = 7;
    private static final int POSITIONS = 4;
    private static final int DIMENSION = 6;

    private static Npy golden(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(ShrinkageTest.class.getResourceAsStream("/golden/" + name), name)) {
            return Npy.read(name, in.readAllBytes());
        }
    }

    private static GaussianSums sums(int from, int positions) throws IOException {
        float[] train = golden("padim-train.npy").floats();
        GaussianSums sums = new GaussianSums(positions, CHANNELS, DIMENSION);
        for (int image = 0; image < IMAGES; image++) {
            int start = (image * POSITIONS + from) * DIMENSION;
            sums.add(Arrays.copyOfRange(train, start, start + positions * DIMENSION));
        }
        return sums;
    }

    private static void assertEqual(Shrinkage shrinkage, double coefficient, double added) {
        assertThat(shrinkage.kept()).isCloseTo(1 - coefficient, within(1e-7));
        assertThat(shrinkage.added()).isCloseTo(added, within(1e-7 * added));
    }

    @Test
    void ofOnePositionItIsThatOfScikitLearn() throws IOException {
        double[] expected = golden("oas-alone.npy").doubles();
        for (int p = 0; p < POSITIONS; p++) {
            assertEqual(sums(p, 1).estimatedShrinkage(), expected[2 * p], expected[2 * p + 1]);
        }
    }

    @Test
    void ofSeveralPositionsThereIsOneCoefficientAndOneTarget() throws IOException {
        double[] expected = golden("oas-pooled.npy").doubles();
        assertEqual(sums(0, POSITIONS).estimatedShrinkage(), expected[0], expected[1]);
    }

    @Test
    void aPositionAtWhichNothingVariesBorrowsFromTheOthers() throws IOException {
        GaussianSums sums = new GaussianSums(2, new int[] {0}, 1);
        for (int i = 0; i < 10; i++) {
            sums.add(new float[] {5, i});
        }
        double target = 55.0 / 6 / 2;
        double coefficient = 2 * 4 * target * target / (11 * 2 * target * target);
        assertEqual(sums.estimatedShrinkage(), coefficient, coefficient * target);
        Gaussians gaussians = sums.gaussians(sums.estimatedShrinkage(), ProgressListener.none());
        assertThat(gaussians.deviation(0, 0)).isCloseTo(Math.sqrt(coefficient * target), within(1e-6));
    }

    @Test
    void itFollowsTheScaleOfTheFeatures() {
        GaussianSums small = new GaussianSums(3, new int[] {0, 1}, 2);
        GaussianSums large = new GaussianSums(3, new int[] {0, 1}, 2);
        for (int i = 0; i < 5; i++) {
            float[] rows = {i % 2, i, i * i % 3, 1, 0, i % 4};
            small.add(rows);
            for (int c = 0; c < rows.length; c++) {
                rows[c] *= 64;
            }
            large.add(rows);
        }
        assertThat(large.estimatedShrinkage().kept())
                .isCloseTo(small.estimatedShrinkage().kept(), within(1e-12));
        assertThat(large.estimatedShrinkage().added()
                        / small.estimatedShrinkage().added())
                .isCloseTo(64 * 64, within(1e-6));
    }

    @Test
    void whereNothingVariesAnywhereItIsThatOfThePaper() {
        GaussianSums alone = new GaussianSums(2, new int[] {0}, 1);
        alone.add(new float[] {1, 2});
        assertThat(alone.estimatedShrinkage()).isEqualTo(Shrinkage.fixed(0.01));
        alone.add(new float[] {1, 2});
        assertThat(alone.estimatedShrinkage()).isEqualTo(Shrinkage.fixed(0.01));
    }

    @Test
    void theOptionTakesTheWordOrANumber() throws IOException {
        OptionSpec<String> option = Shrinkage.option(Shrinkage.OAS);
        GaussianSums sums = sums(0, POSITIONS);
        assertThat(Shrinkage.of(option.parse(" oas "), sums)).isEqualTo(sums.estimatedShrinkage());
        assertThat(Shrinkage.of(option.parse("0.01"), sums)).isEqualTo(Shrinkage.fixed(0.01));
        assertThatThrownBy(() -> option.parse("ledoit"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "option 'shrinkage': 'ledoit' is not allowed, wanted text oas, or a number from 1.0E-9 to 1000000.0");
        assertThatThrownBy(() -> option.parse("0")).isInstanceOf(IllegalArgumentException.class);
    }
}
