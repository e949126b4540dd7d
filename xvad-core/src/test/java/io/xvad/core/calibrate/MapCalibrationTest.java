package io.xvad.core.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.AnomalyMap;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MapCalibrationTest {

    private static final int SIDE = 32;

    private static AnomalyMap drawn(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double level = random.nextDouble();
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (level + random.nextDouble());
        }
        return AnomalyMap.owning(SIDE, SIDE, values);
    }

    private static MapStatistics statistics(int samples) {
        MapStatistics all = MapStatistics.none();
        for (int i = 0; i < samples; i++) {
            all = all.with(List.of(drawn(i)));
        }
        return all;
    }

    @Test
    void aPlaceIsAsRareAsTheShareOfPlacesThatAreAsHigh() {
        MapCalibration two = MapStatistics.none()
                .with(List.of(AnomalyMap.of(1, 4, new float[] {0, 1, 2, 3})))
                .with(List.of(AnomalyMap.of(1, 4, new float[] {0, 0, 0, 8})))
                .calibration()
                .orElseThrow();
        assertThat(two.size()).isEqualTo(2);
        assertThat(two.pValue(-1)).isEqualTo(1);
        assertThat(two.pValue(0)).isEqualTo(1);
        assertThat(two.pValue(2)).isCloseTo((1 + 0.5 + 0.25) / 3, within(1e-12));
        assertThat(two.pValue(5)).isCloseTo((1 + 0.25) / 3, within(1e-12));
        assertThat(two.pValue(9)).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(two.pValueAnywhere(3)).isEqualTo(1);
        assertThat(two.pValueAnywhere(3.5)).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(two.pValueAnywhere(9)).isCloseTo(1.0 / 3, within(1e-12));
    }

    @Test
    void pValuesFallAsValuesRiseAndAreNeverTooSmall() {
        MapCalibration calibration = statistics(9).calibration().orElseThrow();
        double before = 1;
        for (double value = -0.1; value < 2.2; value += 0.01) {
            double exact = exact(value, 9);
            double p = calibration.pValue(value);
            assertThat(p)
                    .isLessThanOrEqualTo(before)
                    .isBetween(exact - 1e-12, 0.1 + Math.sqrt(2) * (exact - 0.1) + 1e-3);
            before = p;
        }
    }

    private static double exact(double value, int samples) {
        double sum = 1;
        for (int i = 0; i < samples; i++) {
            int high = 0;
            for (float each : drawn(i).toArray()) {
                high += each >= value ? 1 : 0;
            }
            sum += high / (double) (SIDE * SIDE);
        }
        return sum / (samples + 1);
    }

    @Test
    void onAverageAsManyPlacesOfOtherNormalSamplesAreRareAsIsPromised() {
        double rare = 0;
        double flagged = 0;
        int trials = 200;
        for (int trial = 0; trial < trials; trial++) {
            MapStatistics held = MapStatistics.none();
            for (int i = 0; i < 19; i++) {
                held = held.with(List.of(drawn(1000L * trial + i)));
            }
            MapCalibration calibration = held.calibration().orElseThrow();
            AnomalyMap other = drawn(1000L * trial + 999);
            for (float value : other.toArray()) {
                rare += calibration.pValue(value) <= 0.1 ? 1.0 / (SIDE * SIDE * trials) : 0;
            }
            flagged += calibration.pValueAnywhere(other.max()) <= 0.1 ? 1.0 / trials : 0;
        }
        assertThat(rare).isLessThan(0.1);
        assertThat(flagged).isCloseTo(0.1, within(0.06));
    }

    @Test
    void rarityIsTheLogarithmOfThePValue() {
        MapCalibration calibration = statistics(9).calibration().orElseThrow();
        AnomalyMap rarity = calibration.rarity(AnomalyMap.of(1, 2, new float[] {-1, 3}));
        assertThat(rarity.at(0, 0)).isZero();
        assertThat(rarity.at(0, 1)).isCloseTo(1f, within(1e-6f));
    }

    @Test
    void whatIsKeptGivesTheSameAgainAndBrokenValuesAreRefused() {
        MapStatistics kept = statistics(3);
        MapStatistics again = MapStatistics.restore(kept.maxima(), kept.medians(), kept.tails());
        assertThat(again.calibration().orElseThrow().pValue(1.3))
                .isEqualTo(kept.calibration().orElseThrow().pValue(1.3));
        assertThat(MapStatistics.restore(kept.maxima(), kept.medians(), new double[0])
                        .calibration())
                .isEmpty();
        assertThat(MapStatistics.none().calibration()).isEmpty();
        assertThatThrownBy(() -> MapStatistics.restore(kept.maxima(), kept.medians(), new double[5]))
                .hasMessageContaining("3 samples need 102 finite values of their tails, got 5");
    }

    @Test
    void ofALongClipEveryFewValuesAreLookedAtAndTheHighestIsKept() {
        float[] values = new float[1024 * 1024];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        AnomalyMap map = AnomalyMap.owning(1024, 1024, values);
        double[] tail = MapTail.of(List.of(map, map, map));
        assertThat(tail[MapTail.LENGTH - 1]).isEqualTo(values.length - 1);
        assertThat(tail[2]).isCloseTo(values.length / 2.0, within(4.0));
    }
}
