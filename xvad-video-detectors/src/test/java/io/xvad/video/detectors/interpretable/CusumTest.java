package io.xvad.video.detectors.interpretable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CusumTest {

    /** {@code s_t = max over j <= t + 1 of the sum of delta_j to delta_t}, which is 0 for the empty sum. */
    private static double bruteForce(double[] evidence, int t) {
        double most = 0;
        for (int j = 0; j <= t; j++) {
            double sum = 0;
            for (int i = j; i <= t; i++) {
                sum += evidence[i];
            }
            most = Math.max(most, sum);
        }
        return most;
    }

    @Test
    void isTheLargestSumOverAllBeginnings() {
        SplittableRandom random = new SplittableRandom(3);
        double[] evidence = random.doubles(400, -1, 0.9).toArray();
        Cusum cusum = new Cusum(1e9);
        for (int t = 0; t < evidence.length; t++) {
            assertThat(cusum.next(evidence[t])).isCloseTo(bruteForce(evidence, t), within(1e-9));
            assertThat(cusum.isAlarm()).isFalse();
        }
    }

    @Test
    void anAlarmGrowsNoFurtherAndBeginsAgainAtZero() {
        Cusum cusum = new Cusum(4);
        assertThat(cusum.next(3)).isEqualTo(3);
        assertThat(cusum.isAlarm()).isFalse();
        assertThat(cusum.next(3)).isEqualTo(4);
        assertThat(cusum.next(3)).isEqualTo(4);
        assertThat(cusum.isAlarm()).isTrue();
        assertThat(cusum.next(-1)).isEqualTo(3);
        assertThat(cusum.isAlarm()).isTrue();
        assertThat(cusum.next(-1)).isZero();
        assertThat(cusum.isAlarm()).isFalse();
        assertThat(cusum.next(3)).isEqualTo(3);
        assertThat(cusum.next(-1)).as("below half, but no alarm").isEqualTo(2);
    }
}
