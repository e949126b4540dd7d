package io.xvad.metrics.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TrapezoidalPrecisionTest {

    /** scikit-learn 1.9.1: {@code p, r, _ = precision_recall_curve(labels, scores); auc(r, p)}, {@code average_precision_score}. */
    @Test
    void isThatOfScikitLearnAndNotTheAveragePrecision() {
        double[] scores = {0.9, 0.8, 0.8, 0.7, 0.6, 0.55, 0.55, 0.3, 0.2, 0.1};
        boolean[] labels = {true, false, true, true, false, false, true, false, true, false};
        ThresholdSweep sweep = LabelledScores.of(scores, labels).sweep();
        assertThat(TrapezoidalPrecision.of(sweep)).isCloseTo(0.731031746031746, within(1e-12));
        assertThat(AveragePrecision.of(sweep)).isCloseTo(0.7087301587301588, within(1e-12));
    }

    /** A line from precision 1 to the share of anomalous items: constant scores are flattered, which average precision does not do. */
    @Test
    void ofConstantScoresItIsHalfWayToOne() {
        ThresholdSweep sweep = LabelledScores.of(new double[4], new boolean[] {true, false, false, false})
                .sweep();
        assertThat(TrapezoidalPrecision.of(sweep)).isCloseTo(0.625, within(1e-12));
        assertThat(AveragePrecision.of(sweep)).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void ofAPerfectRankingItIsOneAndWithoutAnomaliesNone() {
        assertThat(TrapezoidalPrecision.of(LabelledScores.of(new double[] {2, 1}, new boolean[] {true, false})
                        .sweep()))
                .isEqualTo(1);
        assertThat(TrapezoidalPrecision.of(
                        LabelledScores.of(new double[] {2, 1}, new boolean[2]).sweep()))
                .isNaN();
    }
}
