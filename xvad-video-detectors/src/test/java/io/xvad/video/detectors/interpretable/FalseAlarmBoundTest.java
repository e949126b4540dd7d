package io.xvad.video.detectors.interpretable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.XvadTrainingException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FalseAlarmBoundTest {

    private static final int NORMALS = 4_000;
    private static final int STREAMS = 10_000;
    private static final int FRAMES = 1_500;

    /** Distances of normal frames: the largest of three exponential ones. */
    private static double distance(SplittableRandom random) {
        double most = 0;
        for (int i = 0; i < 3; i++) {
            most = Math.max(most, -Math.log(1 - random.nextDouble()));
        }
        return most;
    }

    private static double[] distances(SplittableRandom random, int count) {
        double[] all = new double[count];
        Arrays.setAll(all, i -> distance(random));
        return all;
    }

    private static double[] evidence(EvidenceScale scale, double[] distances) {
        return Arrays.stream(distances).map(scale::evidence).toArray();
    }

    @Test
    void aShareAlphaOfFreshNormalFramesIsEvidence() {
        SplittableRandom random = new SplittableRandom(1);
        for (double alpha : new double[] {0.01, 0.05, 0.2}) {
            EvidenceScale scale = EvidenceScale.of(distances(random, NORMALS), alpha, 1e-9);
            double share = Arrays.stream(distances(random, 20_000))
                            .map(scale::evidence)
                            .filter(one -> one > 0)
                            .count()
                    / 20_000.0;
            assertThat(share).isCloseTo(alpha, within(4 * Math.sqrt(alpha / NORMALS)));
        }
    }

    @Test
    void whatWasNeverSeenHasAllEvidenceAndWhatIsNormalLessThanNone() {
        EvidenceScale scale = EvidenceScale.of(new double[] {1, 2, 3, 4}, 0.25, 0.1);
        assertThat(scale.quantile()).isEqualTo(4);
        assertThat(scale.evidence(Double.POSITIVE_INFINITY)).isEqualTo(EvidenceScale.MOST);
        assertThat(scale.evidence(0)).isEqualTo(-1);
        assertThat(EvidenceScale.of(new double[10], 0.05, 0.1).quantile()).isEqualTo(0.1);
    }

    /** Evidence of 1 with probability p, else of -1: exp(omega) = (1 - p) / p. The one block that was not seen weighs little. */
    @Test
    void ofAWalkOfUnitStepsOmegaIsTheLogarithmOfTheOdds() {
        double[] steps = new double[1_000_000];
        Arrays.setAll(steps, i -> i % 10 == 0 ? 1 : -1);
        assertThat(FalseAlarmBound.of(List.of(steps), 1).omega()).isCloseTo(Math.log(9), within(0.01));
    }

    /** Frames that come in threes of one evidence are a third as many independent ones. */
    @Test
    void whatHangsTogetherWithinABlockIsNotTakenForIndependent() {
        SplittableRandom random = new SplittableRandom(5);
        double[] steps = new double[300_000];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = i % 3 > 0 ? steps[i - 1] : random.nextDouble() < 0.1 ? 1 : -1;
        }
        assertThat(FalseAlarmBound.of(List.of(steps), 3).omega()).isCloseTo(Math.log(9) / 3, within(0.01));
        assertThat(FalseAlarmBound.of(List.of(steps), 1).omega()).isGreaterThan(2);
    }

    @Test
    void anAlarmIsNoMoreFrequentThanPromisedIn10000Streams() {
        SplittableRandom random = new SplittableRandom(2);
        EvidenceScale scale = EvidenceScale.of(distances(random, NORMALS), 0.2, 1e-9);
        FalseAlarmBound bound = FalseAlarmBound.of(List.of(evidence(scale, distances(random, NORMALS))), 5);
        double threshold = bound.threshold(3600.0 / (2 * FRAMES), 1);
        assertThat(bound.framesToAlarm(threshold)).isCloseTo(2 * FRAMES, within(1e-3));
        double[] drawn = evidence(scale, distances(random, 1 << 18));
        int alarms = 0;
        for (int stream = 0; stream < STREAMS; stream++) {
            alarms += raises(threshold, drawn, random) ? 1 : 0;
        }
        assertThat(alarms / (double) STREAMS)
                .as("share of streams of %d frames with an alarm, omega %s, h %s", FRAMES, bound.omega(), threshold)
                .isPositive()
                .isLessThanOrEqualTo(FRAMES / bound.framesToAlarm(threshold));
    }

    private static boolean raises(double threshold, double[] drawn, SplittableRandom random) {
        Cusum cusum = new Cusum(threshold);
        for (int t = 0; t < FRAMES && !cusum.isAlarm(); t++) {
            cusum.next(drawn[random.nextInt(drawn.length)]);
        }
        return cusum.isAlarm();
    }

    @Test
    void aHigherThresholdPromisesExponentiallyMore() {
        FalseAlarmBound bound = new FalseAlarmBound(0.5);
        assertThat(bound.threshold(1, 25)).isCloseTo(Math.log(90_000) / 0.5, within(1e-9));
        assertThat(bound.framesToAlarm(8)).isCloseTo(Math.pow(bound.framesToAlarm(4), 2), within(1e-9));
    }

    @Test
    void quietVideosPromiseNoMoreThanTheirLengthAllows() {
        double[] quiet = new double[99];
        Arrays.fill(quiet, -1);
        double omega = FalseAlarmBound.of(List.of(quiet), 1).omega();
        assertThat((99 * Math.exp(-omega) + Math.exp(EvidenceScale.MOST * omega)) / 100)
                .as("one block in a hundred with all evidence there can be")
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void whereEvidenceDoesNotDriftDownNothingIsPromised() {
        assertThatThrownBy(() -> FalseAlarmBound.of(List.of(new double[] {1, 1, -1}), 1))
                .isInstanceOf(XvadTrainingException.class)
                .hasMessageContaining("alpha");
    }
}
