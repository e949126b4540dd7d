package io.xvad.detectors.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.data.preprocess.Resize;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LayerGridTest {

    private static final int CHANNELS = 3;
    private static final int DIMENSION = 5;
    private static final int FIRST = 1;

    @ParameterizedTest
    @CsvSource({
        "8, 8, LOCALLY_AWARE",
        "8, 8, BILINEAR",
        "4, 8, LOCALLY_AWARE",
        "4, 8, BILINEAR",
        "2, 8, LOCALLY_AWARE",
        "1, 4, LOCALLY_AWARE",
        "1, 1, LOCALLY_AWARE",
        "7, 10, LOCALLY_AWARE",
        "9, 4, LOCALLY_AWARE"
    })
    void isAMeanOfNeighboursResized(int layerSide, int side, Joining joining) {
        SplittableRandom random = new SplittableRandom(layerSide);
        int cells = layerSide * layerSide;
        float[] planes = new float[CHANNELS * cells];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = (float) random.nextDouble(-1, 1);
        }
        float[] rows = new float[side * side * DIMENSION];
        new LayerGrid(layerSide, side, joining).into(planes, CHANNELS, rows, DIMENSION, FIRST);
        for (int c = 0; c < CHANNELS; c++) {
            float[] plane = Arrays.copyOfRange(planes, c * cells, (c + 1) * cells);
            float[] local = joining.isLocallyAware() ? Neighbourhood.mean(plane, layerSide) : plane;
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

    @ParameterizedTest
    @CsvSource({"2, 8", "4, 8", "8, 8", "1, 4"})
    void repeatsEachFeatureWhereItLies(int layerSide, int side) {
        float[] plane = new float[layerSide * layerSide];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = i;
        }
        float[] rows = new float[side * side];
        new LayerGrid(layerSide, side, Joining.REPEATED).into(plane, 1, rows, 1, 0);
        int ratio = side / layerSide;
        for (int i = 0; i < rows.length; i++) {
            assertThat(rows[i]).isEqualTo(plane[i / side / ratio * layerSide + i % side / ratio]);
        }
    }

    @ParameterizedTest
    @EnumSource(Joining.class)
    void takesGradientsBackByTheTranspose(Joining joining) {
        SplittableRandom random = new SplittableRandom(3);
        int layerSide = 3;
        int side = 6;
        float[] plane = new float[layerSide * layerSide];
        float[] gradient = new float[side * side];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = (float) random.nextDouble(-1, 1);
        }
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = (float) random.nextDouble(-1, 1);
        }
        Joining enlarging = joining == Joining.LOCALLY_AWARE ? Joining.BILINEAR : joining;
        float[] large = new float[side * side];
        new LayerGrid(layerSide, side, enlarging).into(plane, 1, large, 1, 0);
        float[] back = joining.transposed(gradient, layerSide, side);
        assertThat(product(large, gradient)).isCloseTo(product(plane, back), within(1e-5));
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
