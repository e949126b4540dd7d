package io.xvad.detectors.fcdd;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Image;
import io.xvad.data.synthetic.DefectedImage;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfettiTest {

    private static Image even(int channels, float shade) {
        float[] values = new float[channels * 60 * 80];
        Arrays.fill(values, shade);
        return Image.of("even", channels, 60, 80, values);
    }

    private static UniformRandomProvider random(long seed) {
        return RandomSource.XO_SHI_RO_256_PP.create(seed);
    }

    /** Also on white, where it is subtracted. */
    @ParameterizedTest
    @ValueSource(floats = {0, 0.5f, 1})
    void showsWhereTheMaskSaysAndNowhereElse(float shade) {
        for (int seed = 0; seed < 20; seed++) {
            DefectedImage noisy = Confetti.on(even(3, shade), random(seed));
            boolean[] mask = noisy.mask().toArray();
            float[] values = noisy.image().toArray();
            int marked = 0;
            for (int i = 0; i < mask.length; i++) {
                double change = 0;
                for (int c = 0; c < 3; c++) {
                    assertThat(values[c * mask.length + i]).isBetween(0f, 1f);
                    change = Math.max(change, Math.abs(values[c * mask.length + i] - shade));
                }
                assertThat(change >= 1.0 / 255).isEqualTo(mask[i]);
                marked += mask[i] ? 1 : 0;
            }
            assertThat(marked).isPositive();
        }
    }

    @Test
    void isDrawnByTheRandomNumbers() {
        UniformRandomProvider random = random(1);
        DefectedImage first = Confetti.on(even(1, 0.5f), random);
        assertThat(Confetti.on(even(1, 0.5f), random)).isNotEqualTo(first);
        assertThat(Confetti.on(even(1, 0.5f), random(1)).image()).isEqualTo(first.image());
    }

    /** Squares of 8 to 54 of 240 pixels, two of them in most images: some 2 % of an image, a little more with their soft borders. */
    @Test
    void coversAFewPerCentOfAnImage() {
        double covered = 0;
        for (int seed = 0; seed < 100; seed++) {
            boolean[] mask = Confetti.on(even(1, 0.3f), random(seed)).mask().toArray();
            for (boolean marked : mask) {
                covered += marked ? 1.0 / mask.length : 0;
            }
        }
        assertThat(covered / 100).isBetween(0.03, 0.25);
    }

    @Test
    void everyKindHasAWord() {
        assertThat(OutlierKind.words()).containsExactly("confetti", "synthetic", "both");
        for (String word : OutlierKind.words()) {
            assertThat(OutlierKind.of(word)
                            .drawn(even(1, 0.5f), random(2))
                            .mask()
                            .toArray())
                    .contains(true);
        }
    }
}
