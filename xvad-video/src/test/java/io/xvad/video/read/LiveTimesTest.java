package io.xvad.video.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LiveTimesTest {

    private static final double NONE = Double.NaN;

    private static LiveTimes connected() {
        LiveTimes times = new LiveTimes();
        times.connected(10);
        return times;
    }

    private static void assertTime(double found, double expected) {
        assertThat(found).isCloseTo(expected, within(1e-9));
    }

    @Test
    void stampsCountAndNotTheJitterOfArrival() {
        LiveTimes times = connected();
        assertTime(times.next(70.0, 1000.0), 0);
        assertTime(times.next(70.1, 1000.3), 0.1);
        assertTime(times.next(70.2, 1000.31), 0.2);
    }

    @Test
    void withoutStampsItIsArrival() {
        LiveTimes times = connected();
        assertTime(times.next(NONE, 1000.0), 0);
        assertTime(times.next(NONE, 1000.12), 0.12);
        assertTime(times.next(NONE, 1000.19), 0.19);
    }

    @Test
    void aFirstFrameWithoutAStampComesAnIntervalBefore() {
        LiveTimes times = connected();
        assertTime(times.next(NONE, 1000.0), 0);
        assertTime(times.next(5.1, 1000.001), 0.1);
        assertTime(times.next(5.2, 1000.002), 0.2);
    }

    @Test
    void anotherConnectionGoesOnAtItsArrival() {
        LiveTimes times = connected();
        times.next(70.0, 1000.0);
        times.next(70.1, 1000.1);
        times.connected(10);
        assertTime(times.next(3.0, 1012.0), 12);
        assertTime(times.next(3.1, 1012.5), 12.1);
    }

    @Test
    void stampsThatJumpAreCountedOnFromArrival() {
        LiveTimes times = connected();
        times.next(70.0, 1000.0);
        assertTime(times.next(10.0, 1000.1), 0.1);
        assertTime(times.next(10.1, 1000.2), 0.2);
        assertTime(times.next(5000, 1000.3), 0.3);
        assertTime(times.next(5000.1, 1000.45), 0.4);
    }

    @Test
    void timesAlwaysIncrease() {
        LiveTimes times = connected();
        times.next(70.0, 1000.0);
        double burst = times.next(73.0, 1000.0);
        times.connected(10);
        assertThat(times.next(1.0, 1001.0)).isGreaterThan(burst);
    }

    @Test
    void pausesGrowUpToABound() {
        LiveOptions options = LiveOptions.USUAL.withPauses(Duration.ofSeconds(1), Duration.ofSeconds(5));
        assertThat(options.pause(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(options.pause(3)).isEqualTo(Duration.ofSeconds(4));
        assertThat(options.pause(4)).isEqualTo(Duration.ofSeconds(5));
        assertThat(options.pause(5000)).isEqualTo(Duration.ofSeconds(5));
        assertThatThrownBy(() -> options.withStall(Duration.ZERO)).hasMessageContaining("stall");
        assertThatThrownBy(() -> options.withRate(0)).hasMessageContaining("frames per second");
        assertThatThrownBy(() -> options.withPauses(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .hasMessageContaining("longest pause");
    }
}
