package io.xvad.explainers.reliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.metrics.detection.ExpectedCalibrationError;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RelianceModelTest {

    private static final int COUNT = 64;

    /** Six values of which the first three decide, with chance. */
    private record Draws(double[][] rows, boolean[] right) {

        static Draws of(int count, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            double[][] rows = new double[count][Indications.COUNT];
            boolean[] right = new boolean[count];
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < Indications.COUNT; j++) {
                    rows[i][j] = random.nextDouble() * 4 - 2;
                }
                double logit = 1.5 * rows[i][0] + rows[i][1] + 0.7 * rows[i][2];
                right[i] = random.nextDouble() < 1 / (1 + Math.exp(-logit));
            }
            return new Draws(rows, right);
        }
    }

    private static Indications indications(double[] row) {
        return new Indications(row[0], row[1], row[2], row[3], row[4], row[5]);
    }

    @Test
    void moreOfAnyIndicationNeverLowersTheProbability() {
        for (long seed = 0; seed < 5; seed++) {
            Draws draws = Draws.of(COUNT, seed);
            RelianceModel model = RelianceModel.learn(draws.rows(), draws.right());
            for (double[] row : Draws.of(40, 100 + seed).rows()) {
                double probability = model.probability(indications(row));
                assertThat(probability).isBetween(0.0, 1.0);
                for (int j = 0; j < row.length; j++) {
                    double[] more = row.clone();
                    more[j] += 0.7;
                    assertThat(model.probability(indications(more))).isGreaterThanOrEqualTo(probability);
                }
            }
        }
    }

    @Test
    void whatDecidesRaisesIt() {
        Draws draws = Draws.of(COUNT, 1);
        RelianceModel model = RelianceModel.learn(draws.rows(), draws.right());
        assertThat(model.probability(new Indications(2, 2, 2, 0, 0, 0))).isGreaterThan(0.85);
        assertThat(model.probability(new Indications(-2, -2, -2, 0, 0, 0))).isLessThan(0.15);
    }

    @Test
    void theProbabilityIsTheShareThatIsRight() {
        double worst = 0;
        for (long seed = 0; seed < 5; seed++) {
            Draws draws = Draws.of(COUNT, seed);
            RelianceModel model = RelianceModel.learn(draws.rows(), draws.right());
            Draws others = Draws.of(2_000, 50 + seed);
            double[] probabilities = new double[others.rows().length];
            for (int i = 0; i < probabilities.length; i++) {
                probabilities[i] = model.probability(indications(others.rows()[i]));
            }
            worst = Math.max(worst, ExpectedCalibrationError.of(probabilities, others.right(), 10));
        }
        assertThat(worst).isLessThan(0.1);
    }

    @Test
    void whereNothingTellsItIsTheShareForAll() {
        double[][] same = new double[COUNT][Indications.COUNT];
        boolean[] right = new boolean[COUNT];
        for (int i = 0; i < COUNT; i++) {
            right[i] = i % 4 == 0;
        }
        RelianceModel model = RelianceModel.learn(same, right);
        assertThat(model.probability(indications(new double[Indications.COUNT])))
                .isBetween(0.2, 0.3);
        assertThat(model.probability(new Indications(9, 9, 9, 9, 9, 9))).isBetween(0.2, 0.3);
    }
}
