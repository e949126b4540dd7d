package io.xvad.metrics.localisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.AnomalyMap;
import io.xvad.metrics.Golden;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PixelMetricsTest {

    private static final int IMAGES = 4;
    private static final int HEIGHT = 24;
    private static final int WIDTH = 31;

    @ParameterizedTest
    @ValueSource(ints = {5, 6})
    void equalsTheReference(int seed) {
        double[] expected = Golden.figures("pixel", seed);

        PixelMetrics.Result result = golden(seed, 0.3, 0, IMAGES).result();

        assertThat(result.aupro()).isCloseTo(expected[0], within(1e-9));
        assertThat(golden(seed, 0.05, 0, IMAGES).result().aupro()).isCloseTo(expected[1], within(1e-9));
        assertThat(result.pixels().auroc()).isCloseTo(expected[2], within(1e-12));
        assertThat(result.pixels().averagePrecision()).isCloseTo(expected[3], within(1e-12));
        assertThat(result.pixels().bestF1().value()).isCloseTo(expected[4], within(1e-12));
        assertThat(result.pixels().bestF1().threshold()).isCloseTo(expected[5], within(1e-7));
    }

    @Test
    void mergingInAnyOrderGivesTheFiguresOfTheWhole() {
        PixelMetrics whole = golden(5, 0.3, 0, IMAGES);
        PixelMetrics left = golden(5, 0.3, 0, 1);
        PixelMetrics right = golden(5, 0.3, 1, IMAGES);
        right.merge(left);

        assertThat(right.result().pixels()).isEqualTo(whole.result().pixels());
        assertThat(right.result().aupro()).isCloseTo(whole.result().aupro(), within(1e-12));
        assertThat(right.result().regions()).isEqualTo(whole.result().regions());
        assertThatThrownBy(() -> right.merge(PixelMetrics.withProLimit(0.05)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.05");
    }

    private static PixelMetrics golden(int seed, double limit, int from, int to) {
        float[] maps = Golden.npy("maps-" + seed + ".npy").floats();
        double[] masks = Golden.npy("masks-" + seed + ".npy").doubles();
        PixelMetrics metrics = PixelMetrics.withProLimit(limit);
        for (int i = from; i < to; i++) {
            int first = i * HEIGHT * WIDTH;
            boolean[] mask = new boolean[HEIGHT * WIDTH];
            for (int p = 0; p < mask.length; p++) {
                mask[p] = masks[first + p] != 0;
            }
            metrics.add(AnomalyMap.of(HEIGHT, WIDTH, Arrays.copyOfRange(maps, first, first + mask.length)), mask);
        }
        return metrics;
    }

    @Test
    void wholeColumnsOfRisingScoresGiveHalfTheLimit() {
        int rows = 400;
        int columns = 7;
        float[] scores = new float[rows * columns];
        boolean[] mask = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = i / (float) scores.length;
            mask[i] = i % columns == 1 || i % columns == 4;
        }
        PixelMetrics metrics = PixelMetrics.withProLimit(1 / 3.0);
        metrics.add(AnomalyMap.of(rows, columns, scores), mask);
        assertThat(metrics.result().aupro()).isCloseTo(1 / 6.0, within(1e-3));
        assertThat(metrics.result().regions()).isEqualTo(2);
    }

    @Test
    void aConstantMapIsInterpolatedAtTheLimit() {
        PixelMetrics metrics = PixelMetrics.withDefaults();
        metrics.add(AnomalyMap.of(2, 2, new float[] {7, 7, 7, 7}), new boolean[] {true, false, false, false});
        assertThat(metrics.result().aupro()).isCloseTo(0.15, within(1e-12));
        assertThat(metrics.result().pixels().auroc()).isEqualTo(0.5);
    }

    @Test
    void aPerfectMapReachesOneAndNeverMore() {
        PixelMetrics metrics = PixelMetrics.withDefaults();
        metrics.add(AnomalyMap.of(1, 4, new float[] {1, 1, 0, -3}), new boolean[] {true, true, false, false});
        assertThat(metrics.result().aupro()).isEqualTo(1);
        assertThat(metrics.result().pixels().auroc()).isEqualTo(1);
    }

    @Test
    void everyRegionWeighsTheSame() {
        float[] scores = {9, 0, 0, 0, 5, 5, 5, 5, 5, 5};
        boolean[] mask = {true, false, false, false, true, true, true, true, true, true};
        PixelMetrics metrics = PixelMetrics.withProLimit(1);
        metrics.add(AnomalyMap.of(1, 10, scores), mask);
        assertThat(metrics.result().aupro()).isEqualTo(1);

        PixelMetrics missed = PixelMetrics.withProLimit(0.5);
        missed.add(AnomalyMap.of(1, 10, new float[] {9, 2, 1, 1, 0, 0, 0, 0, 0, 0}), mask);
        assertThat(missed.result().aupro()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void withoutARegionOrABackgroundThereIsNoAuPro() {
        PixelMetrics noRegion = PixelMetrics.withDefaults();
        noRegion.add(AnomalyMap.of(1, 2, new float[] {1, 2}), new boolean[2]);
        assertThat(noRegion.result().aupro()).isNaN();
        assertThat(noRegion.result().regions()).isZero();

        PixelMetrics noBackground = PixelMetrics.withDefaults();
        noBackground.add(AnomalyMap.of(1, 2, new float[] {1, 2}), new boolean[] {true, true});
        assertThat(noBackground.result().aupro()).isNaN();
    }

    @Test
    void refusesWhatCannotBeMeasured() {
        PixelMetrics metrics = PixelMetrics.withDefaults();
        assertThatThrownBy(metrics::result).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> metrics.add(AnomalyMap.of(1, 2, new float[2]), new boolean[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 3");
        assertThatThrownBy(() -> PixelMetrics.withProLimit(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PixelMetrics.withProLimit(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rankedPixelsSortAsTheirScores() {
        float[] scores = {-3.5f, -0f, 0f, 1e-30f, 2f, Float.MAX_VALUE, -Float.MAX_VALUE};
        long[] packed = new long[scores.length];
        for (int i = 0; i < scores.length; i++) {
            packed[i] = RankedPixel.pack(scores[i], i);
            assertThat(RankedPixel.score(packed[i])).isEqualTo(scores[i] + 0f);
            assertThat(RankedPixel.region(packed[i])).isEqualTo(i);
        }
        Arrays.sort(packed);
        Arrays.sort(scores);
        for (int i = 0; i < scores.length; i++) {
            assertThat(RankedPixel.score(packed[i])).isEqualTo(scores[i] + 0f);
        }
    }
}
