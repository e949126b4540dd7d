package io.xvad.video.language.smooth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TemporalSmoothingTest {

    private static final Offset<Double> SIX = within(5e-7);

    /** {@code pandas.Series([0, 0, 1, 1, 0]).ewm(span=10).mean()}. */
    @Test
    void anExponentialMeanIsThatOfPandas() {
        double[] smoothed = TemporalSmoothing.exponential(new double[] {0, 0, 1, 1, 0}, 2.0 / 11);
        assertThat(smoothed).containsExactly(new double[] {0, 0, 0.401993, 0.599010, 0.427050}, SIX);
        ExponentialMean mean = ExponentialMean.ofSpan(10);
        assertThat(mean.add(0)).isZero();
        assertThat(mean.add(1)).isCloseTo(1 / (1 + 9.0 / 11), SIX);
    }

    @Test
    void alphaOneKeepsTheValues() {
        assertThat(TemporalSmoothing.exponential(new double[] {3, 1, 2}, 1)).containsExactly(3, 1, 2);
        assertThatIllegalArgumentException().isThrownBy(() -> new ExponentialMean(0));
    }

    @Test
    void aVoteIsOfTheWindowThatThereIs() {
        double[] values = {0.9, 0.1, 0.1, 0.6, 0.5, 0.2, 0.8};
        assertThat(TemporalSmoothing.majority(values, 3, 0.5)).containsExactly(0, 0, 0, 1, 1, 1, 0);
        assertThat(TemporalSmoothing.majority(values, 1, 0.5)).containsExactly(1, 0, 0, 1, 1, 0, 1);
    }

    /** What is the same throughout stays so, although its mean is its threshold. */
    @Test
    void aVideoThatIsAnomalousThroughoutStaysSo() {
        assertThat(TemporalSmoothing.majority(new double[] {1, 1, 1}, 3, 1)).containsExactly(1, 1, 1);
        assertThat(TemporalSmoothing.majority(new double[] {0, 0, 0}, 3, 0)).containsExactly(0, 0, 0);
    }

    @Test
    void aGaussianIsCentredAndKeepsAConstant() {
        double[] impulse = TemporalSmoothing.gaussian(new double[] {0, 0, 0, 1, 0, 0, 0}, 5, 1);
        double one = 1 + 2 * Math.exp(-0.5) + 2 * Math.exp(-2);
        assertThat(impulse[3]).isCloseTo(1 / one, SIX);
        assertThat(impulse[2]).isCloseTo(Math.exp(-0.5) / one, SIX).isEqualTo(impulse[4]);
        assertThat(impulse[0]).isZero();
        assertThat(TemporalSmoothing.gaussian(new double[] {2, 2, 2}, 15, 10))
                .containsExactly(new double[] {2, 2, 2}, SIX);
    }

    @Test
    void thePositionWeighsAsAGaussianOfHalfTheLength() {
        double[] weighted = TemporalSmoothing.positionWeighted(new double[] {1, 1, 1, 1});
        assertThat(weighted).containsExactly(new double[] {Math.exp(-0.5), Math.exp(-0.125), 1, Math.exp(-0.125)}, SIX);
    }

    @Test
    void whatIsMissingLiesOnTheLineBetweenItsNeighbours() {
        double none = Double.NaN;
        assertThat(TemporalSmoothing.interpolated(new double[] {none, 1, none, none, 4, none}))
                .containsExactly(new double[] {1, 1, 2, 3, 4, 4}, SIX);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TemporalSmoothing.interpolated(new double[] {none, none}));
    }
}
