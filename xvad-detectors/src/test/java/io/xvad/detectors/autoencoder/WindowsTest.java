package io.xvad.detectors.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.detectors.FormulaWeights;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

class WindowsTest {

    private static SDVariable constant(float[] values, long... shape) {
        return SameDiff.create().constant(FormulaWeights.array(values, shape));
    }

    private static float[] values(SDVariable variable) {
        return variable.eval().dup('c').data().asFloat();
    }

    @Test
    void theLastWindowIsFlushWithTheBorder() {
        assertThat(new Windows(512, 128, 30).starts())
                .containsExactly(0, 30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 330, 360, 384);
        assertThat(new Windows(96, 32, 32).starts()).containsExactly(0, 32, 64);
        assertThat(new Windows(64, 64, 30).starts()).containsExactly(0);
    }

    @Test
    void overlapsAreWholeNumbersThatAddUpToAllPlaces() {
        Windows windows = new Windows(10, 4, 3);
        assertThat(windows.starts()).containsExactly(0, 3, 6);
        assertThat(windows.overlaps()).containsExactly(1, 1, 1, 2, 1, 1, 2, 1, 1, 1);
        assertThat(Arrays.stream(new Windows(512, 128, 30).overlaps()).sum()).isEqualTo(14 * 128);
    }

    /** A network that gives what it gets reconstructs the image. */
    @ParameterizedTest
    @CsvSource({"12,4,3", "12,4,4", "13,5,2", "12,12,5", "9,8,30"})
    void windowsLeftAsTheyAreMakeTheImageAgain(int size, int side, int stride) {
        Windows windows = new Windows(size, side, stride);
        float[] image = FormulaWeights.images(1, size, 3);
        assertThat(values(windows.assembled(windows.cut(constant(image, 1, 3, size, size)))))
                .containsExactly(image, within(1e-6f));
    }

    @Test
    void windowsAreCutRowByRow() {
        Windows windows = new Windows(7, 3, 2);
        INDArray image = FormulaWeights.array(FormulaWeights.images(1, 7, 5), 1, 3, 7, 7);
        INDArray cut = windows.cut(SameDiff.create().constant(image)).eval();
        int[] starts = windows.starts();
        assertThat(cut.shape()).containsExactly(9, 3, 3, 3);
        for (int window = 0; window < 9; window++) {
            int top = starts[window / 3];
            int left = starts[window % 3];
            for (int c = 0; c < 3; c++) {
                assertThat(cut.getFloat(window, c, 2, 1)).isEqualTo(image.getFloat(0, c, top + 2, left + 1));
            }
        }
    }

    /** Windows that all hold their own number give the mean of the numbers of those that see a place. */
    @Test
    void overlapsAreAveraged() {
        Windows windows = new Windows(3, 2, 1);
        float[] numbers = new float[4 * 3 * 4];
        for (int i = 0; i < numbers.length; i++) {
            int window = i / 12;
            numbers[i] = window;
        }
        float[] assembled = values(windows.assembled(constant(numbers, 4, 3, 2, 2)));
        assertThat(Arrays.copyOf(assembled, 9))
                .containsExactly(new float[] {0, 0.5f, 1, 1, 1.5f, 2, 2, 2.5f, 3}, within(1e-6f));
    }

    @Test
    void windowsAreDrawnFromAnywhereAndHoldWhatIsThere() {
        Windows windows = new Windows(9, 4, 3);
        float[] image = new float[3 * 81];
        for (int i = 0; i < image.length; i++) {
            image[i] = i;
        }
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(4);
        boolean[] seen = new boolean[81];
        for (int draw = 0; draw < 500; draw++) {
            float[] window = windows.drawn(image, random);
            int corner = (int) window[0];
            seen[corner] = true;
            for (int i = 0; i < window.length; i++) {
                int c = i / 16;
                assertThat(window[i]).isEqualTo(c * 81 + corner + i % 16 / 4 * 9 + i % 4);
            }
        }
        for (int place = 0; place < 81; place++) {
            assertThat(seen[place]).isEqualTo(place / 9 <= 5 && place % 9 <= 5);
        }
    }
}
