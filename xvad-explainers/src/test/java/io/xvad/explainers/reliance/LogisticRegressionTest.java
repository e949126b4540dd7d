package io.xvad.explainers.reliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {

    private static final double[][] ROWS = {
        {0.5, 1.0}, {1.5, -0.5}, {-1.0, 0.3}, {2.0, 1.2}, {-0.5, -1.1},
        {0.1, 0.4}, {1.1, 0.2}, {-1.7, -0.6}, {0.9, -1.4}, {-0.2, 1.6}
    };
    private static final double[] TARGETS = {1, 1, 0, 1, 0, 0, 1, 0, 1, 0};

    /**
     * scipy 1.17.1, {@code minimize(sum(logaddexp(0, z) - t * z) + ridge / 2 * sum(w ** 2), method="L-BFGS-B")} with bounds of 0 below
     * each weight {@code w}, {@code z} the logits and {@code t} the targets.
     */
    @Test
    void isTheMinimumThatScipyFinds() {
        requireNear(LogisticRegression.fit(ROWS, TARGETS, 0.5), -0.60234256, 1.98615219, 0);
        double[][] turned =
                Arrays.stream(ROWS).map(row -> new double[] {row[0], -row[1]}).toArray(double[][]::new);
        requireNear(LogisticRegression.fit(turned, TARGETS, 0.5), -0.56234822, 1.97431966, 0.17194451);
        double[] soft = Arrays.stream(TARGETS)
                .map(target -> Math.max(0.1, Math.min(0.8, target)))
                .toArray();
        requireNear(LogisticRegression.fit(ROWS, soft, 2), -0.42104202, 0.69404424, 0);
    }

    private static void requireNear(LogisticRegression fitted, double intercept, double first, double second) {
        assertThat(fitted.intercept()).isCloseTo(intercept, within(1e-5));
        assertThat(fitted.weights().get(0)).isCloseTo(first, within(1e-5));
        assertThat(fitted.weights().get(1)).isCloseTo(second, within(1e-5));
    }

    @Test
    void withoutAnythingToTellByItIsTheShare() {
        LogisticRegression fitted =
                LogisticRegression.fit(new double[][] {{0}, {0}, {0}, {0}}, new double[] {1, 0, 1, 1}, 1);
        assertThat(fitted.probability(0)).isCloseTo(0.75, within(1e-9));
        assertThat(fitted.logit(0)).isCloseTo(Math.log(3), within(1e-9));
    }

    @Test
    void examplesThatAreSeparatedDoNotDriveItToInfinity() {
        LogisticRegression fitted =
                LogisticRegression.fit(new double[][] {{-1}, {-2}, {1}, {2}}, new double[] {0, 0, 1, 1}, 0.1);
        assertThat(fitted.weights().get(0)).isBetween(1.0, 10.0);
        assertThat(fitted.probability(1)).isBetween(0.8, 1.0);
        assertThat(fitted.probability(-1)).isCloseTo(1 - fitted.probability(1), within(1e-9));
    }

    @Test
    void whatSpeaksAgainstItCountsNothing() {
        LogisticRegression fitted =
                LogisticRegression.fit(new double[][] {{1}, {2}, {-1}, {-2}, {0.5}}, new double[] {0, 0, 1, 1, 0}, 0.1);
        assertThat(fitted.weights()).isEqualTo(List.of(0.0));
        assertThat(fitted.probability(5)).isCloseTo(0.4, within(1e-9));
    }

    @Test
    void theWeightsBehindManyDrawsAreFound() {
        SplittableRandom random = new SplittableRandom(3);
        double[][] rows = new double[20_000][];
        double[] targets = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {random.nextDouble() * 2 - 1, random.nextDouble() * 2 - 1};
            double logit = 0.5 + 2 * rows[i][0] + rows[i][1];
            targets[i] = random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
        }
        LogisticRegression fitted = LogisticRegression.fit(rows, targets, 1e-3);
        assertThat(fitted.intercept()).isCloseTo(0.5, within(0.1));
        assertThat(fitted.weights().get(0)).isCloseTo(2, within(0.1));
        assertThat(fitted.weights().get(1)).isCloseTo(1, within(0.1));
    }
}
