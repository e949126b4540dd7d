package io.xvad.metrics.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.metrics.Golden;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdMetricsTest {

    private static LabelledScores golden(int seed) {
        LabelledScores labelled = new LabelledScores();
        for (String[] row : Golden.rows("scores-" + seed + ".csv")) {
            labelled.add(Double.parseDouble(row[0]), row[1].equals("1"));
        }
        return labelled;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void agreesWithScikitLearn(int seed) {
        double[] expected = Golden.figures("extra", seed);
        ThresholdSweep sweep = golden(seed).sweep();
        assertThat(PartialAuroc.of(sweep, 0.3).standardised()).isCloseTo(expected[0], within(1e-12));
        assertThat(PartialAuroc.of(sweep, 0.05).standardised()).isCloseTo(expected[1], within(1e-12));
        assertThat(FprAtTpr.of(sweep, 0.95)).isCloseTo(expected[2], within(1e-12));
        assertThat(EqualErrorRate.of(sweep)).isCloseTo(expected[3], within(1e-12));
        assertThat(BestFBeta.of(sweep, 0.5).value()).isCloseTo(expected[4], within(1e-12));
        assertThat(BestFBeta.of(sweep, 2).value()).isCloseTo(expected[5], within(1e-12));
        Confusion confusion = Confusion.at(sweep, expected[6]);
        assertThat(confusion.balancedAccuracy()).isCloseTo(expected[7], within(1e-12));
        DetectionFigures figures = golden(seed).result();
        assertThat(figures.fpr95()).isEqualTo(expected[2]);
        assertThat(figures.equalErrorRate()).isCloseTo(expected[3], within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void agreesOnProbabilities(int seed) {
        List<String[]> rows = Golden.rows("scores-" + seed + ".csv");
        double[] probabilities = rows.stream()
                .mapToDouble(row -> Math.min(1, Double.parseDouble(row[0])))
                .toArray();
        boolean[] labels = new boolean[probabilities.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = rows.get(i)[1].equals("1");
        }
        double[] expected = Golden.figures("extra", seed);
        assertThat(BrierScore.of(probabilities, labels)).isCloseTo(expected[8], within(1e-12));
        assertThat(ExpectedCalibrationError.of(probabilities, labels, 10)).isCloseTo(expected[9], within(1e-12));
    }

    @Test
    void mergingInAnyGroupingGivesTheSameBits() {
        LabelledScores whole = golden(4);
        for (int parts : new int[] {2, 3, 7}) {
            LabelledScores merged = new LabelledScores();
            List<String[]> rows = Golden.rows("scores-4.csv");
            for (int part = parts - 1; part >= 0; part--) {
                LabelledScores one = new LabelledScores();
                for (int i = part; i < rows.size(); i += parts) {
                    one.add(Double.parseDouble(rows.get(i)[0]), rows.get(i)[1].equals("1"));
                }
                merged.merge(one);
            }
            assertThat(merged.result()).isEqualTo(whole.result());
        }
        LabelledScores twice = golden(1);
        twice.merge(twice);
        assertThat(twice.size()).isEqualTo(2 * golden(1).size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void risingTransformsChangeNothingAndNegationTurnsTheCurve(int seed) {
        LabelledScores plain = golden(seed);
        LabelledScores transformed = new LabelledScores();
        LabelledScores negated = new LabelledScores();
        for (String[] row : Golden.rows("scores-" + seed + ".csv")) {
            double score = Double.parseDouble(row[0]);
            transformed.add(Math.exp(3 * score) - 7, row[1].equals("1"));
            negated.add(-score, row[1].equals("1"));
        }
        DetectionFigures figures = plain.result();
        assertThat(transformed.result().auroc()).isEqualTo(figures.auroc());
        assertThat(transformed.result().averagePrecision()).isEqualTo(figures.averagePrecision());
        assertThat(transformed.result().equalErrorRate()).isEqualTo(figures.equalErrorRate());
        assertThat(negated.result().auroc()).isCloseTo(1 - figures.auroc(), within(1e-12));
    }

    @Test
    void perfectScoresAndOneClass() {
        ThresholdSweep perfect = LabelledScores.of(new double[] {0, 1, 2, 3}, new boolean[] {false, false, true, true})
                .sweep();
        assertThat(PartialAuroc.of(perfect, 0.1)).isEqualTo(new PartialAuroc(1, 1));
        assertThat(EqualErrorRate.of(perfect)).isZero();
        assertThat(FprAtTpr.of(perfect, 0.95)).isZero();
        assertThat(BestFBeta.of(perfect, 1).iou()).isEqualTo(1);

        for (boolean label : new boolean[] {false, true}) {
            ThresholdSweep one = LabelledScores.of(new double[] {0, 1}, new boolean[] {label, label})
                    .sweep();
            assertThat(PartialAuroc.of(one, 0.1).area()).isNaN();
            assertThat(EqualErrorRate.of(one)).isNaN();
            assertThat(FprAtTpr.of(one, 0.95)).isNaN();
            assertThat(Confusion.at(one, 0.5).balancedAccuracy()).isNaN();
        }
    }

    @Test
    void tiesOnlyAreChance() {
        ThresholdSweep ties = LabelledScores.of(new double[] {1, 1, 1}, new boolean[] {false, true, true})
                .sweep();
        assertThat(EqualErrorRate.of(ties)).isEqualTo(0.5);
        assertThat(PartialAuroc.of(ties, 0.2).area()).isCloseTo(0.1, within(1e-12));
        assertThat(FprAtTpr.of(ties, 0.95)).isEqualTo(1);
    }

    @Test
    void coverageOfUniformPValuesIsKeptAndOfSmallOnesIsNot() {
        double[] uniform = new double[100];
        double[] small = new double[100];
        for (int i = 0; i < 100; i++) {
            uniform[i] = (i + 1) / 100.0;
            small[i] = uniform[i] / 2;
        }
        assertThat(ConformalCoverage.of(uniform, 0.05).share()).isEqualTo(0.05);
        assertThat(ConformalCoverage.of(uniform, 0.05).largestExcess()).isCloseTo(0, within(1e-12));
        assertThat(ConformalCoverage.of(small, 0.05).share()).isEqualTo(0.1);
        assertThat(ConformalCoverage.of(small, 0.05).largestExcess()).isCloseTo(0.5, within(1e-12));
        assertThat(ConformalCoverage.of(new double[0], 0.05).share()).isNaN();
    }

    @Test
    void badArgumentsAreRefused() {
        ThresholdSweep sweep = golden(1).sweep();
        assertThatThrownBy(() -> PartialAuroc.of(sweep, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FprAtTpr.of(sweep, 1.1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BestFBeta.of(sweep, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BrierScore.of(new double[] {1.5}, new boolean[1]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LabelledScores().sweep()).isInstanceOf(IllegalArgumentException.class);
    }
}
