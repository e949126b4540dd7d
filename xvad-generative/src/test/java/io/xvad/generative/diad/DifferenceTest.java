package io.xvad.generative.diad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.AnomalyMap;
import io.xvad.core.engine.Engines;
import io.xvad.core.engine.Tensor;
import io.xvad.detectors.backbone.Backbone;
import io.xvad.detectors.backbone.BackboneSpec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferenceTest {

    private static final int SIZE = 64;

    /** Of the same, of an orthogonal, of an opposite and of a longer vector. */
    @Test
    void distancesAreThoseOfTheCosine() {
        float[] one = {1, 1, 1, 2, 0, 0, 1, 1};
        float[] other = {1, 0, -1, 6, 0, 1, -1, 3};
        float[] both = Arrays.copyOf(one, 16);
        System.arraycopy(other, 0, both, 8, 8);
        assertThat(FeatureDifference.distances(Tensor.of(both, 2, 2, 2, 2)))
                .containsExactly(new float[] {0, 1, 2, 0}, within(1e-6f));
    }

    @Test
    void anImageIsNotDifferentFromItselfAndMostFromAnotherWhereTheyDiffer() {
        List<String> layers = List.of("stride4", "stride16");
        BackboneSpec spec = BackboneSpec.packaged().withInputSize(SIZE);
        float[] image = new float[3 * SIZE * SIZE];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) (0.5 + 0.4 * Math.sin(0.7 * (i % SIZE)));
        }
        float[] changed = image.clone();
        for (int c = 0; c < 3; c++) {
            for (int y = 40; y < 56; y++) {
                Arrays.fill(changed, (c * SIZE + y) * SIZE + 8, (c * SIZE + y) * SIZE + 24, 0);
            }
        }
        try (FeatureDifference difference = new FeatureDifference(Backbone.open(spec, layers, Engines.AUTO, 1), SIZE)) {
            for (float same : difference.of(image, image)) {
                assertThat(same).isCloseTo(0, within(1e-5f));
            }
            float[] map = difference.of(image, changed);
            assertThat(map).hasSize(SIZE * SIZE);
            assertThat(map[48 * SIZE + 16]).isGreaterThan(3 * map[8 * SIZE + 48]);
        }
    }

    private static double score(int size, float[] map) {
        return new PooledMaximum(size, 0).of(map, AnomalyMap.of(size, size, map));
    }

    @Test
    void theScoreOfAConstantMapIsItsValue() {
        float[] map = new float[SIZE * SIZE];
        Arrays.fill(map, 0.7f);
        assertThat(score(SIZE, map)).isCloseTo(0.7, within(1e-6));
    }

    /** Windows of 2 pixels eight times are a binomial: its highest weight is 70 / 256 along each side. */
    @Test
    void theScoreOfASinglePixelIsTheHighestWeightOfThePooling() {
        float[] map = new float[SIZE * SIZE];
        map[30 * SIZE + 20] = 1;
        assertThat(score(SIZE, map)).isCloseTo(Math.pow(70.0 / 256, 2), within(1e-6));
    }

    @Test
    void aCornerCountsLessThanTheMiddle() {
        float[] map = new float[SIZE * SIZE];
        map[0] = 1;
        assertThat(score(SIZE, map)).isCloseTo(Math.pow(1.0 / 256, 2), within(1e-8));
    }

    @Test
    void windowsOfOnePixelLeaveTheMaximum() {
        float[] map = new float[32 * 32];
        map[31] = 3;
        assertThat(score(32, map)).isEqualTo(3);
    }
}
