package io.xvad.video.detectors.lsa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MovingStatisticsTest {

    @Test
    void ofRowsIsTheirMeanAndVariance() {
        MovingStatistics found = MovingStatistics.of(new float[] {1, 10, 3, 10, 5, 16}, 2);
        assertThat(found.mean()).containsExactly(new float[] {3, 12}, within(1e-6f));
        assertThat(found.variance()).containsExactly(new float[] {8f / 3, 8}, within(1e-5f));
    }

    @Test
    void followsWhatIsSeen() {
        MovingStatistics found = new MovingStatistics(new float[] {2}, new float[] {4}).after(new float[] {6, 8}, 0.75);
        assertThat(found.mean()[0]).isCloseTo(0.75f * 2 + 0.25f * 7, within(1e-6f));
        assertThat(found.variance()[0]).isCloseTo(0.75f * 4 + 0.25f * 26, within(1e-5f));
        assertThat(new MovingStatistics(new float[] {2}, new float[] {4})
                        .after(new float[] {2}, 0)
                        .variance()[0])
                .isPositive();
    }
}
