package io.xvad.metrics.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.metrics.video.EventMatching.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class FalseAlarmsTest {

    /** Limits are {@code scipy.stats.chi2.ppf}'s, scipy 1.17.1. */
    @Test
    void countsEventsThatTouchNoTrueOneAnHourOfNormalFootage() {
        FalseAlarms alarms = new FalseAlarms();
        alarms.add(List.of(new Span(100, 400)), List.of(new Span(0, 50), new Span(399, 500)), 1200);
        alarms.add(List.of(), List.of(new Span(10, 20)), 900);
        FalseAlarms.Result result = alarms.result();
        assertThat(result).isEqualTo(new FalseAlarms.Result(2, 0.5));
        assertThat(result.hourly()).isEqualTo(4);
        assertThat(result.low()).isCloseTo(0.4844185570879299, within(1e-6));
        assertThat(result.high()).isCloseTo(14.44937533544792, within(1e-6));
    }

    @Test
    void noAlarmsSayHowManyThereMayBe() {
        FalseAlarms none = new FalseAlarms();
        none.add(List.of(), List.of(), 1800);
        assertThat(none.result().low()).isZero();
        assertThat(none.result().high()).isCloseTo(7.377758908227871, within(1e-6));
    }

    @Test
    void whereNothingIsNormalThereIsNoRate() {
        FalseAlarms all = new FalseAlarms();
        all.add(List.of(new Span(0, 10)), List.of(new Span(3, 4)), 10);
        assertThat(all.result().hourly()).isNaN();
        assertThat(all.result().low()).isNaN();
        assertThatThrownBy(() -> all.add(List.of(new Span(0, 10)), List.of(), 9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot hold");
    }

    @Test
    void mergingIsExact() {
        FalseAlarms first = new FalseAlarms();
        first.add(List.of(), List.of(new Span(1, 2)), 100);
        FalseAlarms second = new FalseAlarms();
        second.add(List.of(new Span(0, 10)), List.of(), 50);
        first.merge(second);
        assertThat(first.result()).isEqualTo(new FalseAlarms.Result(1, 140 / 3600.0));
    }
}
