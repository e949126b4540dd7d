package io.xvad.detectors.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.data.preprocess.Resize;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerGridTest {

    private static final int CHANNELS = 3;
    private static final int DIMENSION = 5;
    private static final int FIRST = 1;

    @ParameterizedTest
    @CsvSource({
        "8, 8, true",
        "8, 8, false",
        "4, 8, true",
        "4, 8, false",
        "2, 8, true",
        "1, 4, true",
        "1, 1, true",
        "7, 10, true",
        "9, 4, true"
    })
    void isAMeanOfNeighboursResized(int layerSide, int side, boolean locallyAware) {
        SplittableRandom random = new SplittableRandom(layerSide);
        int cells = layerSide * layerSide;
        float[] planes = new float[CHANNELS * cells];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = (float) random.nextDouble(-1, 1);
        }
        float[] rows = new float[side * side * DIMENSION];
        new LayerGrid(layerSide, side, locallyAware).into(planes, CHANNELS, rows, DIMENSION, FIRST);
        for (int c = 0; c < CHANNELS; c++) {
            float[] plane = Arrays.copyOfRange(planes, c * cells, (c + 1) * cells);
            float[] local = locallyAware ? Neighbourhood.mean(plane, layerSide) : plane;
            float[] expected = layerSide == side ? local : Resize.plane(local, layerSide, layerSide, side, side, false);
            for (int i = 0; i < expected.length; i++) {
                assertThat(rows[i * DIMENSION + FIRST + c]).isCloseTo(expected[i], within(1e-6f));
            }
        }
        for (int i = 0; i < side * side; i++) {
            assertThat(rows[i * DIMENSION]).isZero();
            assertThat(rows[i * DIMENSION + DIMENSION - 1]).isZero();
        }
    }
}
