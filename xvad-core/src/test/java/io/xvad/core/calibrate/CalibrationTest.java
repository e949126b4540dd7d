package io.xvad.core.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Decision;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    @Test
    void pValuesCountHeldOutScoresAtLeastAsHigh() {
        Calibration calibration = Calibration.conformal(new double[] {3, 1, 2}, 0.25);
        assertThat(calibration.pValue(2)).isEqualTo(0.75);
        assertThat(calibration.pValue(3.5)).isEqualTo(0.25);
        assertThat(calibration.judge(3.5).decision()).isEqualTo(Decision.ANOMALOUS);
        assertThat(calibration.judge(3).decision()).isEqualTo(Decision.NORMAL);
        assertThat(Calibration.conformal(new double[] {3, 1, 2}, 0.2).threshold())
                .isInfinite();
    }

    @Test
    void conformalHoldsItsFalseAlarmRate() {
        SplittableRandom random = new SplittableRandom(11);
        int alarms = 0;
        int trials = 20_000;
        for (int trial = 0; trial < trials; trial++) {
            double[] held = random.doubles(19).toArray();
            alarms +=
                    Calibration.conformal(held, 0.1).judge(random.nextDouble()).decision() == Decision.ANOMALOUS
                            ? 1
                            : 0;
        }
        assertThat(alarms / (double) trials).as("seed 11").isCloseTo(0.1, within(0.01));
    }

    @Test
    void quantileEqualsNumpyAndBestF1LiesBetweenTheClasses() {
        assertThat(Calibration.quantile(new double[] {4, 1, 3, 2}, 0.9).threshold())
                .isCloseTo(3.7, within(1e-12));
        Calibration best = Calibration.bestF1(new double[] {1, 2, 5, 7}, new boolean[] {false, false, true, true});
        assertThat(best.threshold()).isEqualTo(3.5);
        assertThat(best.level()).isEqualTo(1);
        assertThatThrownBy(() -> Calibration.bestF1(new double[] {1, 2}, new boolean[2]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Calibration.conformal(new double[] {Double.NaN}, 0.1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
