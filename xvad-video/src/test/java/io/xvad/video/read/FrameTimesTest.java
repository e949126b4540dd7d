package io.xvad.video.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FrameTimesTest {

    private static final double NONE = Double.NaN;

    /** At 10 frames a second. */
    private static double[] times(double... stamps) {
        FrameTimes times = new FrameTimes(10);
        double[] found = new double[stamps.length];
        for (int i = 0; i < stamps.length; i++) {
            found[i] = times.next(stamps[i], i + 1 < stamps.length ? stamps[i + 1] : NONE);
        }
        return found;
    }

    private static void assertTimes(double[] found, double... expected) {
        assertThat(found).containsExactly(expected, within(1e-9));
    }

    @Test
    void stampsOfTheFileAreKept() {
        assertTimes(times(0, 0.12, 0.2, 0.24, 1.5), 0, 0.12, 0.2, 0.24, 1.5);
    }

    @Test
    void timeBeginsWithTheFirstFrame() {
        assertTimes(times(3600, 3600.1, 3600.3), 0, 0.1, 0.3);
        assertTimes(times(-0.2, -0.1, 0, 0.1), 0, 0.1, 0.2, 0.3);
    }

    @Test
    void framesWithoutStampsFollowAtTheNominalRate() {
        assertTimes(times(NONE, NONE, NONE), 0, 0.1, 0.2);
        assertTimes(times(0, 0, 0, 0), 0, 0.1, 0.2, 0.3);
        assertTimes(times(5, 5, 5, 5), 0, 0.1, 0.2, 0.3);
    }

    @Test
    void aStampGivenTwiceMovesNoOther() {
        assertTimes(times(0, 0.1, 0.1, 0.2, 0.3), 0, 0.1, 0.15, 0.2, 0.3);
        assertTimes(times(0, 0.1, NONE, 0.3, 0.4), 0, 0.1, 0.2, 0.3, 0.4);
        assertTimes(times(0, 0.1, 0.05, 0.3, 0.4), 0, 0.1, 0.2, 0.3, 0.4);
        assertTimes(times(0, 0.1, 500, 0.3, 0.4), 0, 0.1, 0.2, 0.3, 0.4);
    }

    @Test
    void stampsThatBeginAgainAreCountedOn() {
        assertTimes(times(0, 0.1, 0.2, 0, 0.1, 0.3), 0, 0.1, 0.2, 0.3, 0.4, 0.6);
        assertTimes(times(NONE, 7, 7.1), 0, 0.1, 0.2);
    }

    @Test
    void timeAlwaysIncreases() {
        SplittableRandom random = new SplittableRandom(1);
        for (int run = 0; run < 200; run++) {
            double[] stamps = random.doubles(30, -2, 2)
                    .map(stamp -> stamp > 1.5 ? NONE : stamp)
                    .toArray();
            double[] found = times(stamps);
            for (int i = 1; i < found.length; i++) {
                assertThat(found[i]).isGreaterThan(found[i - 1]);
            }
        }
    }

    @Test
    void whatIsGuessedIsSaid() {
        FrameTimes times = new FrameTimes(10);
        times.next(1, 1.1);
        assertThat(times.guessed()).isFalse();
        times.next(1.1, 1.1);
        assertThat(times.guessed()).isFalse();
        times.next(1.1, 1.2);
        assertThat(times.guessed()).isTrue();
    }
}
