package io.xvad.detectors.simplenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.detectors.featurenetwork.Standardisation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class SimpleNetBatchTest {

    private static final float[] FIRST = {0, 1, 10, 11, 20, 21};
    private static final float[] SECOND = {30, 31, 40, 41, 50, 51};

    private final UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(1);

    private Map<String, INDArray> batch(int places, double noise) {
        return new SimpleNetBatch(Standardisation.none(2), places, noise).of(List.of(FIRST, SECOND), random);
    }

    private static INDArray of(Map<String, INDArray> batch, String input) {
        return Objects.requireNonNull(batch.get(input));
    }

    @Test
    void drawsWholePlacesOfEachImage() {
        INDArray rows = of(batch(100, 1), FeatureNetwork.ROWS);
        assertThat(rows.shape()).containsExactly(200, 2);
        for (int i = 0; i < 200; i++) {
            float value = rows.getFloat(i, 0);
            assertThat(value % 10).isZero();
            assertThat(value).isBetween(i < 100 ? 0f : 30f, i < 100 ? 20f : 50f);
            assertThat(rows.getFloat(i, 1)).isEqualTo(value + 1);
        }
    }

    @Test
    void zeroPlacesAreAllInTheirOrder() {
        float[] rows = of(batch(0, 1), FeatureNetwork.ROWS).data().asFloat();
        assertThat(rows).containsExactly(0, 1, 10, 11, 20, 21, 30, 31, 40, 41, 50, 51);
    }

    @Test
    void noiseHasItsSizeAndIsDrawnAnew() {
        INDArray noise = of(batch(20_000, 0.3), SimpleNetNetwork.NOISE);
        assertThat(noise.stdNumber().doubleValue()).isCloseTo(0.3, within(0.005));
        assertThat(noise.meanNumber().doubleValue()).isCloseTo(0, within(0.005));
        assertThat(of(batch(20_000, 0.3), SimpleNetNetwork.NOISE)).isNotEqualTo(noise);
    }

    @Test
    void rowsAsTheyAreComeFirst() {
        assertThat(of(batch(1, 1), SimpleNetNetwork.SIGN).data().asFloat()).containsExactly(1, 1, -1, -1);
    }
}
