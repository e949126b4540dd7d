package io.xvad.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CosineScheduleTest {

    @Test
    void fallsAlongHalfACosine() {
        CosineSchedule schedule = new CosineSchedule(0.2, 6);
        assertThat(schedule.valueAt(99, 0)).isEqualTo(0.2);
        assertThat(schedule.valueAt(0, 2)).isCloseTo(0.15, within(1e-12));
        assertThat(schedule.valueAt(0, 3)).isCloseTo(0.1, within(1e-12));
        assertThat(schedule.valueAt(0, 6)).isCloseTo(0, within(1e-12));
        assertThat(schedule.valueAt(0, 9)).isCloseTo(0, within(1e-12));
    }
}
