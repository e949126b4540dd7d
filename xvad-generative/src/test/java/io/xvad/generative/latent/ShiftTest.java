package io.xvad.generative.latent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class ShiftTest {

    private final UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(5);

    @Test
    void movesByUpToSoManyPixelsAndRepeatsTheBorder() {
        float[] image = new float[3 * 16];
        for (int i = 0; i < image.length; i++) {
            image[i] = i;
        }
        Set<Integer> centres = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            float[] moved = new Shift(4, 1).of(List.of(image), random).get(0);
            centres.add((int) moved[5]);
            for (int pixel = 0; pixel < 16; pixel++) {
                assertThat(moved[16 + pixel]).isEqualTo(moved[pixel] + 16);
            }
        }
        assertThat(centres).containsExactlyInAnyOrder(0, 1, 2, 4, 5, 6, 8, 9, 10);
    }

    @Test
    void byNoPixelNothingMoves() {
        float[] image = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        assertThat(new Shift(2, 0).of(List.of(image), random).get(0)).containsExactly(image);
    }
}
