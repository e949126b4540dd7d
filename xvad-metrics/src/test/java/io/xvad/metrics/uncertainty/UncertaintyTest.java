package io.xvad.metrics.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UncertaintyTest {

    private static double[] values(long seed, int count, double shift) {
        SplittableRandom random = new SplittableRandom(seed);
        return random.doubles(count).map(value -> value + shift).toArray();
    }

    private static double mean(double[] values, int[] drawn) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += drawn[i] * values[i];
        }
        return sum / values.length;
    }

    /** The interval of a mean is the normal one, for large samples. */
    @Test
    void theIntervalOfAMeanIsThatOfTheCentralLimit() {
        double[] values = values(1, 2000, 0);
        double mean = java.util.Arrays.stream(values).average().orElseThrow();
        double error = Math.sqrt(1 / 12.0 / 2000);
        Bootstrap.Interval interval = new Bootstrap(2000, 0.95, 3).interval(2000, drawn -> mean(values, drawn));
        assertThat(interval.low()).isCloseTo(mean - 1.96 * error, within(0.2 * error));
        assertThat(interval.high()).isCloseTo(mean + 1.96 * error, within(0.2 * error));
        assertThat(interval.undefined()).isZero();
    }

    /** 95 % of intervals hold the truth, within the binomial error of 200 trials. */
    @Test
    void intervalsHoldTheTruthAsOftenAsTheySay() {
        int held = 0;
        for (int trial = 0; trial < 200; trial++) {
            double[] values = values(100 + trial, 60, 0);
            Bootstrap.Interval interval = new Bootstrap(300, 0.95, trial).interval(60, drawn -> mean(values, drawn));
            held += interval.low() <= 0.5 && 0.5 <= interval.high() ? 1 : 0;
        }
        assertThat(held).isBetween(176, 200);
    }

    @Test
    void theSeedDecidesAndUndefinedFiguresAreCounted() {
        double[] values = values(1, 10, 0);
        Bootstrap bootstrap = new Bootstrap(100, 0.9, 5);
        assertThat(bootstrap.interval(10, drawn -> mean(values, drawn)))
                .isEqualTo(bootstrap.interval(10, drawn -> mean(values, drawn)))
                .isNotEqualTo(new Bootstrap(100, 0.9, 6).interval(10, drawn -> mean(values, drawn)));
        Bootstrap.Interval never = bootstrap.interval(10, drawn -> Double.NaN);
        assertThat(never.low()).isNaN();
        assertThat(never.undefined()).isEqualTo(1);
        assertThatThrownBy(() -> new Bootstrap(1, 0.9, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Bootstrap(10, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bootstrap.interval(0, drawn -> 0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** scipy 1.17.1: wilcoxon([1.1, 2.2, 3.1, 0.4, 5.6, 2.9], [1, 2, 3.3, 0.1, 5, 2.4]).pvalue == 0.09375. */
    @Test
    void comparesValuesAsScipyDoes() {
        double[] first = {1.1, 2.2, 3.1, 0.4, 5.6, 2.9};
        double[] second = {1, 2, 3.3, 0.1, 5, 2.4};
        PairedComparison comparison = PairedComparison.ofValues(Bootstrap.withDefaults(), first, second);
        assertThat(comparison.difference()).isCloseTo(0.25, within(1e-12));
        assertThat(comparison.pValue()).isCloseTo(0.09375, within(1e-9));
        assertThat(comparison.interval().low()).isLessThan(0.25);
        PairedComparison same = PairedComparison.ofValues(Bootstrap.withDefaults(), first, first);
        assertThat(same.pValue()).isEqualTo(1);
        assertThat(same.difference()).isZero();
        assertThatThrownBy(() -> PairedComparison.ofValues(Bootstrap.withDefaults(), first, new double[2]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void comparesFiguresOnTheSameDraws() {
        double[] low = values(1, 50, 0);
        double[] high = values(2, 50, 0.4);
        Bootstrap bootstrap = new Bootstrap(400, 0.95, 1);
        PairedComparison different =
                PairedComparison.ofFigures(bootstrap, 50, drawn -> mean(high, drawn), drawn -> mean(low, drawn));
        assertThat(different.pValue()).isLessThan(0.01);
        assertThat(different.interval().low()).isPositive();
        PairedComparison same =
                PairedComparison.ofFigures(bootstrap, 50, drawn -> mean(low, drawn), drawn -> mean(low, drawn));
        assertThat(same.pValue()).isEqualTo(1);
        assertThat(same.difference()).isZero();
    }

    @Test
    void drawsThatWereKeptAreComparedAsFiguresAre() {
        double[] low = values(1, 50, 0);
        double[] high = values(2, 50, 0.1);
        Bootstrap bootstrap = new Bootstrap(400, 0.95, 1);
        PairedComparison wanted =
                PairedComparison.ofFigures(bootstrap, 50, drawn -> mean(high, drawn), drawn -> mean(low, drawn));
        PairedComparison kept = PairedComparison.ofReplicates(
                bootstrap, wanted.difference(), means(bootstrap, high), means(bootstrap, low));
        assertThat(kept).isEqualTo(wanted);
        assertThatThrownBy(() -> PairedComparison.ofReplicates(bootstrap, 0, new double[2], new double[3]))
                .hasMessageContaining("2 and 3");
    }

    private static double[] means(Bootstrap bootstrap, double[] values) {
        return Arrays.stream(bootstrap.replicate(50, drawn -> new double[] {mean(values, drawn)}))
                .mapToDouble(figures -> figures[0])
                .toArray();
    }

    /** statsmodels 0.15.0: proportion_confint(count, nobs, method="wilson"). */
    @Test
    void sharesHaveTheIntervalsOfStatsmodels() {
        assertInterval(Proportion.of(0, 10), 0, 0.27753279986288926);
        assertInterval(Proportion.of(10, 10), 0.7224672001371106, 1);
        assertInterval(Proportion.of(7, 9), 0.45258896910698887, 0.9367748928821533);
        assertInterval(Proportion.of(45, 50), 0.7863976856252034, 0.9565242350681095);
        assertInterval(new Proportion(90, 100, 50), 0.7863976856252034, 0.9565242350681095);
    }

    private static void assertInterval(Proportion proportion, double low, double high) {
        assertThat(proportion.interval(0.95).low()).isCloseTo(low, within(1e-9));
        assertThat(proportion.interval(0.95).high()).isCloseTo(high, within(1e-9));
    }

    @Test
    void aShareOfNothingIsNotDefined() {
        assertThat(Proportion.of(0, 0).share()).isNaN();
        assertThat(Proportion.of(0, 0).interval(0.95).high()).isNaN();
        assertThat(Proportion.of(3, 4).share()).isEqualTo(0.75);
        assertThatThrownBy(() -> Proportion.of(5, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Proportion(1, 4, 5)).isInstanceOf(IllegalArgumentException.class);
    }
}
