package io.xvad.video.detectors.interpretable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.XvadTrainingException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
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

    private static FalseAlarmBound of(double framesPerSecond, double... evidence) {
        return FalseAlarmBound.of(List.of(new FalseAlarmBound.Stretch(framesPerSecond, evidence)), 0);
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
        assertThat(of(1, steps).omega()).isCloseTo(Math.log(9), within(0.01));
    }

    /** Frames that come in threes of one evidence are a third as many independent ones. */
    @Test
    void whatHangsTogetherWithinABlockIsNotTakenForIndependent() {
        SplittableRandom random = new SplittableRandom(5);
        double[] steps = new double[300_000];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = i % 3 > 0 ? steps[i - 1] : random.nextDouble() < 0.1 ? 1 : -1;
        }
        assertThat(of(3, steps).omega()).isCloseTo(Math.log(9) / 3, within(0.01));
        assertThat(of(1, steps).omega()).isGreaterThan(2);
    }

    @Test
    void anAlarmIsNoMoreFrequentThanPromisedIn10000Streams() {
        SplittableRandom random = new SplittableRandom(2);
        EvidenceScale scale = EvidenceScale.of(distances(random, NORMALS), 0.2, 1e-9);
        FalseAlarmBound bound = of(5, evidence(scale, distances(random, NORMALS)));
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

    /**
     * Beside frames that do not hang together, a second in a hundred that is unlike all others from its first frame to its last, as a triple is
     * that was never seen; the normal videos had one too.
     */
    @Test
    void thePromiseHoldsWhereWhatIsUnusualLastsForASecond() {
        SplittableRandom random = new SplittableRandom(11);
        FalseAlarmBound bound = FalseAlarmBound.of(List.of(new FalseAlarmBound.Stretch(5, lasting(random, 10_000))), 1);
        double threshold = bound.threshold(3600.0 / (2 * FRAMES), 1);
        double[] drawn = lasting(random, 1 << 18);
        int alarms = 0;
        for (int stream = 0; stream < STREAMS; stream++) {
            int from = 5 * random.nextInt(drawn.length / 5);
            Cusum cusum = new Cusum(threshold);
            for (int t = 0; t < FRAMES && !cusum.isAlarm(); t++) {
                cusum.next(drawn[(from + t) % drawn.length]);
            }
            alarms += cusum.isAlarm() ? 1 : 0;
        }
        assertThat(alarms / (double) STREAMS).isLessThanOrEqualTo(FRAMES / bound.framesToAlarm(threshold));
    }

    private static double[] lasting(SplittableRandom random, int frames) {
        double[] evidence = new double[frames];
        for (int from = 0; from < frames; from += 5) {
            Arrays.fill(evidence, from, Math.min(frames, from + 5), random.nextInt(100) == 0 ? EvidenceScale.MOST : -1);
        }
        return evidence;
    }

    private static boolean raises(double threshold, double[] drawn, SplittableRandom random) {
        Cusum cusum = new Cusum(threshold);
        for (int t = 0; t < FRAMES && !cusum.isAlarm(); t++) {
            cusum.next(drawn[random.nextInt(drawn.length)]);
        }
        return cusum.isAlarm();
    }

    private static double[] eachTimes(int times, double[] evidence) {
        return Arrays.stream(evidence)
                .flatMap(one -> DoubleStream.generate(() -> one).limit(times))
                .toArray();
    }

    /** The same second with more frames that hang together is the same evidence. */
    @Test
    void moreFramesASecondOfTheSameThingAreNoMoreEvidence() {
        SplittableRandom random = new SplittableRandom(9);
        EvidenceScale scale = EvidenceScale.of(distances(random, NORMALS), 0.2, 1e-9);
        double[] slow = evidence(scale, distances(random, NORMALS));
        FalseAlarmBound bound = of(5, slow);
        double[] sums = new double[2];
        Cusum watched = new Cusum(1e9);
        for (double one : slow) {
            sums[0] = Math.max(sums[0], watched.next(bound.weight(5) * one));
        }
        watched = new Cusum(1e9);
        for (double one : eachTimes(5, slow)) {
            sums[1] = Math.max(sums[1], watched.next(bound.weight(25) * one));
        }
        assertThat(sums[1]).isCloseTo(sums[0], within(1e-9));
        assertThat(bound.threshold(1, 25)).isGreaterThan(bound.threshold(1, 5));
        assertThat(bound.weight(1))
                .as("of fewer frames none counts for more than one")
                .isEqualTo(1);
    }

    @Test
    void videosOfSeveralRatesAreJoinedByTheSlowest() {
        SplittableRandom random = new SplittableRandom(10);
        EvidenceScale scale = EvidenceScale.of(distances(random, NORMALS), 0.2, 1e-9);
        double[] slow = evidence(scale, distances(random, NORMALS));
        FalseAlarmBound.Stretch fast = new FalseAlarmBound.Stretch(25, eachTimes(5, slow));
        FalseAlarmBound alone = FalseAlarmBound.of(
                List.of(new FalseAlarmBound.Stretch(5, slow), new FalseAlarmBound.Stretch(5, slow)), 0);
        FalseAlarmBound mixed = FalseAlarmBound.of(List.of(fast, new FalseAlarmBound.Stretch(5, slow)), 0);
        assertThat(mixed.framesPerSecond()).isEqualTo(5);
        assertThat(mixed.omega()).isCloseTo(alone.omega(), within(1e-9));
    }

    @Test
    void aHigherThresholdPromisesExponentiallyMore() {
        FalseAlarmBound bound = new FalseAlarmBound(0.5, 25);
        assertThat(bound.threshold(1, 25)).isCloseTo(Math.log(90_000) / 0.5, within(1e-9));
        assertThat(bound.framesToAlarm(8)).isCloseTo(Math.pow(bound.framesToAlarm(4), 2), within(1e-9));
    }

    @Test
    void quietVideosPromiseNoMoreThanTheirLengthAllows() {
        double[] quiet = new double[99];
        Arrays.fill(quiet, -1);
        double omega = of(1, quiet).omega();
        assertThat((99 * Math.exp(-omega) + Math.exp(EvidenceScale.MOST * omega)) / 100)
                .as("one block in a hundred with all evidence there can be")
                .isCloseTo(1, within(1e-9));
    }

    /** An interaction is what held in the last second: one that was never seen holds for a second. */
    @Test
    void whatLastsOnceItIsThereWeighsForAsLong() {
        double[] quiet = new double[500];
        Arrays.fill(quiet, -1);
        FalseAlarmBound bound = FalseAlarmBound.of(List.of(new FalseAlarmBound.Stretch(5, quiet)), 1);
        double omega = bound.omega();
        assertThat((100 * Math.exp(-5 * omega) + Math.exp(5 * EvidenceScale.MOST * omega)) / 101)
                .isCloseTo(1, within(1e-9));
        assertThat(omega).isLessThan(of(5, quiet).omega());
    }

    @Test
    void whereEvidenceDoesNotDriftDownNothingIsPromised() {
        assertThatThrownBy(() -> of(1, 1, 1, -1))
                .isInstanceOf(XvadTrainingException.class)
                .hasMessageContaining("alpha");
    }
}
