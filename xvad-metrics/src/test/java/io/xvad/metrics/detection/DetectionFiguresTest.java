package io.xvad.metrics.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.metrics.Golden;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectionFiguresTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void equalsScikitLearn(int seed) {
        List<String[]> rows = Golden.rows("scores-" + seed + ".csv");
        double[] scores =
                rows.stream().mapToDouble(row -> Double.parseDouble(row[0])).toArray();
        boolean[] labels = new boolean[scores.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = rows.get(i)[1].equals("1");
        }
        double[] expected = Golden.figures("detection", seed);

        DetectionFigures figures = DetectionFigures.of(scores, labels);

        assertThat(figures.auroc()).isCloseTo(expected[0], within(1e-12));
        assertThat(figures.averagePrecision()).isCloseTo(expected[1], within(1e-12));
        assertThat(figures.bestF1().value()).isCloseTo(expected[2], within(1e-12));
        assertThat(figures.bestF1().threshold()).isCloseTo(expected[3], within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void aurocIsTheShareOfOrderedPairs(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] scores =
                random.doubles(60).map(value -> Math.floor(value * 8) - 4).toArray();
        boolean[] labels = new boolean[scores.length];
        double pairs = 0;
        double ordered = 0;
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 3 == 0;
        }
        for (int i = 0; i < labels.length; i++) {
            for (int j = 0; j < labels.length; j++) {
                if (labels[i] && !labels[j]) {
                    pairs++;
                    ordered += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }
        assertThat(DetectionFigures.of(scores, labels).auroc())
                .as("seed %d", seed)
                .isCloseTo(ordered / pairs, within(1e-12));
    }

    @Test
    void aMissingClassHasNoAuroc() {
        DetectionFigures normal = DetectionFigures.of(new double[] {1, 2}, new boolean[2]);
        assertThat(normal.auroc()).isNaN();
        assertThat(normal.averagePrecision()).isNaN();
        assertThat(normal.bestF1().value()).isNaN();

        DetectionFigures anomalous = DetectionFigures.of(new double[] {1, 2}, new boolean[] {true, true});
        assertThat(anomalous.auroc()).isNaN();
        assertThat(anomalous.averagePrecision()).isEqualTo(1);
        assertThat(anomalous.bestF1()).isEqualTo(new BestFBeta(1, 1));
    }

    @Test
    void allTiesAreChance() {
        DetectionFigures figures =
                DetectionFigures.of(new double[] {5, 5, 5, 5}, new boolean[] {true, false, false, false});
        assertThat(figures.auroc()).isEqualTo(0.5);
        assertThat(figures.averagePrecision()).isEqualTo(0.25);
    }

    @Test
    void signedZerosAreOneScore() {
        assertThat(DetectionFigures.of(new double[] {0.0, -0.0}, new boolean[] {true, false})
                        .auroc())
                .isEqualTo(0.5);
    }

    @Test
    void infiniteScoresAreRanked() {
        double[] scores = {Double.POSITIVE_INFINITY, 0, Double.NEGATIVE_INFINITY};
        assertThat(DetectionFigures.of(scores, new boolean[] {true, false, false})
                        .auroc())
                .isEqualTo(1);
    }

    @Test
    void refusesNaNAndUnequalLengths() {
        assertThatThrownBy(() -> DetectionFigures.of(new double[] {1, Double.NaN}, new boolean[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN at index 1");
        assertThatThrownBy(() -> DetectionFigures.of(new double[] {1}, new boolean[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 scores and 2 labels");
        assertThatThrownBy(() -> DetectionFigures.of(new double[0], new boolean[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void curvesEndWhereTheyMust() {
        double[] scores = {4, 3, 2, 1};
        boolean[] labels = {true, false, true, false};
        assertThat(Curve.roc(scores, labels, 0).points())
                .containsExactly(
                        new Curve.Point(0, 0),
                        new Curve.Point(0, 0.5),
                        new Curve.Point(0.5, 0.5),
                        new Curve.Point(0.5, 1),
                        new Curve.Point(1, 1));
        assertThat(Curve.precisionRecall(scores, labels, 0).points())
                .contains(new Curve.Point(0.5, 1), new Curve.Point(1, 2 / 3.0))
                .endsWith(new Curve.Point(1, 0.5));
        assertThatThrownBy(() -> Curve.roc(scores, new boolean[4], 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("both classes");
        assertThatThrownBy(() -> Curve.precisionRecall(scores, new boolean[4], 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
