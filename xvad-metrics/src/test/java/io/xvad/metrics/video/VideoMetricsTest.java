package io.xvad.metrics.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.stream.TrackedBox;
import io.xvad.metrics.Golden;
import io.xvad.metrics.uncertainty.Bootstrap;
import io.xvad.metrics.video.EventMatching.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VideoMetricsTest {

    private static Box box(String[] row, int from) {
        return new Box(number(row, from), number(row, from + 1), number(row, from + 2), number(row, from + 3));
    }

    private static int number(String[] row, int at) {
        return Integer.parseInt(row[at]);
    }

    private static List<TrackedBox> truth() {
        return Golden.rows("video-truth.csv").stream()
                .map(row -> new TrackedBox(number(row, 0), number(row, 1), box(row, 2)))
                .toList();
    }

    private static List<ScoredBox> found() {
        return Golden.rows("video-found.csv").stream()
                .map(row -> new ScoredBox(number(row, 0), box(row, 2), Double.parseDouble(row[1])))
                .toList();
    }

    /** Values of {@code scipy.ndimage.gaussian_filter1d}, scipy 1.17.1. */
    @Test
    void smoothingIsThatOfScipy() {
        assertThat(GaussianSmoothing.withSigma(1).of(new double[] {0, 1, 4, 9, 2, 3}))
                .containsExactly(
                        new double[] {
                            0.5710134206912914,
                            1.8669817980012373,
                            4.13730149619036,
                            5.271847653936625,
                            4.093982239017961,
                            3.0588733921625257
                        },
                        within(1e-12));
        assertThat(GaussianSmoothing.withSigma(3).of(new double[] {0, 1, 4}))
                .containsExactly(
                        new double[] {1.6523018912073917, 1.6666581890275753, 1.6810399197650332}, within(1e-12));
        assertThat(GaussianSmoothing.withSigma(2).of(new double[] {7}))
                .containsExactly(new double[] {7}, within(1e-12));
        assertThatThrownBy(() -> GaussianSmoothing.withSigma(0)).hasMessageContaining("sigma must be above 0");
    }

    @Test
    void regionsAndTracksAgreeWithSsvadMetrics() {
        String[] expected = Golden.rows("video.csv").get(0);
        RegionTrackMetrics metrics = RegionTrackMetrics.withDefaults();
        metrics.add(120, truth(), found());
        assertThat(metrics.result().rbdc()).isCloseTo(Double.parseDouble(expected[1]), within(1e-9));
        assertThat(metrics.result().tbdc()).isCloseTo(Double.parseDouble(expected[2]), within(1e-9));
    }

    @Test
    void regionsAndTracksOfSmallCases() {
        Box there = new Box(0, 0, 10, 10);
        Box elsewhere = new Box(20, 20, 10, 10);
        List<TrackedBox> truth = List.of(new TrackedBox(0, 1, there), new TrackedBox(1, 1, there));
        RegionTrackMetrics perfect = RegionTrackMetrics.withDefaults();
        perfect.add(4, truth, List.of(new ScoredBox(0, there, 1), new ScoredBox(1, there, 1)));
        assertThat(perfect.result()).isEqualTo(new RegionTrackMetrics.Result(1, 1));

        RegionTrackMetrics half = RegionTrackMetrics.withDefaults();
        half.add(4, truth, List.of(new ScoredBox(0, there, 1), new ScoredBox(0, there, 0.9)));
        assertThat(half.result()).isEqualTo(new RegionTrackMetrics.Result(0.5, 1));

        RegionTrackMetrics late = RegionTrackMetrics.of(1, 0.5);
        List<ScoredBox> detections = new ArrayList<>();
        for (int frame = 0; frame < 4; frame++) {
            detections.add(new ScoredBox(frame, elsewhere, 2));
            detections.add(new ScoredBox(frame, elsewhere, 2));
        }
        detections.add(new ScoredBox(0, there, 1));
        late.add(4, truth, detections);
        assertThat(late.result()).isEqualTo(new RegionTrackMetrics.Result(0, 0));

        assertThat(RegionTrackMetrics.withDefaults().result().rbdc()).isNaN();
        assertThatThrownBy(() -> perfect.add(1, truth, List.of())).hasMessageContaining("got 1");
        assertThatThrownBy(() -> perfect.merge(late)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void mergedClipsAreAsClipsAdded() {
        RegionTrackMetrics together = RegionTrackMetrics.withDefaults();
        RegionTrackMetrics first = RegionTrackMetrics.withDefaults();
        RegionTrackMetrics second = RegionTrackMetrics.withDefaults();
        together.add(120, truth(), found());
        together.add(120, truth(), found().subList(0, 40));
        first.add(120, truth(), found().subList(0, 40));
        second.add(120, truth(), found());
        first.merge(second);
        assertThat(first.result()).isEqualTo(together.result());
    }

    @Test
    void tenThousandFramesAreMeasured() {
        SplittableRandom random = new SplittableRandom(1);
        List<TrackedBox> truth = new ArrayList<>();
        List<ScoredBox> found = new ArrayList<>();
        for (int frame = 0; frame < 10_000; frame++) {
            for (int i = 0; i < 5; i++) {
                Box box = new Box(random.nextInt(300), random.nextInt(200), 30, 30);
                truth.add(new TrackedBox(frame, frame / 100 * 5 + i, box));
                found.add(new ScoredBox(
                        frame, new Box(box.x() + random.nextInt(40), box.y(), 30, 30), random.nextDouble()));
            }
        }
        RegionTrackMetrics metrics = RegionTrackMetrics.withDefaults();
        metrics.add(10_000, truth, found);
        assertThat(metrics.result().rbdc()).isBetween(0.1, 0.4);
    }

    @Test
    void frameFiguresUnderEveryProtocol() {
        FrameMetrics metrics = new FrameMetrics();
        metrics.add(new double[] {0, 1, 2, 3}, new boolean[] {false, false, true, true});
        metrics.add(new double[] {10, 11, 12, 13}, new boolean[] {false, true, false, true});
        metrics.add(new double[] {5, 6}, new boolean[] {false, false});
        FrameMetrics.Result result = metrics.result();
        assertThat(result.macroAuroc()).isEqualTo((1 + 0.75) / 2);
        assertThat(result.skipped()).isEqualTo(1);
        assertThat(result.macroAurocPadded()).isCloseTo((1 + 8 / 9.0 + 1) / 3, within(1e-12));
        assertThat(result.micro().auroc()).isCloseTo(15 / 24.0, within(1e-12));
        assertThat(result.microNormalised().auroc()).isCloseTo(19 / 24.0, within(1e-12));
        assertThat(result.micro().averagePrecision()).isCloseTo((1 + 2 / 3.0 + 3 / 7.0 + 1 / 2.0) / 4, within(1e-12));
        assertThat(result.microTrapezoidalPrecision())
                .as("what the authors of XD-Violence call AP")
                .isCloseTo((1 + 7 / 12.0 + 8 / 21.0 + 13 / 28.0) / 4, within(1e-12));
        assertThatThrownBy(() -> new FrameMetrics().result()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> metrics.add(new double[] {Double.NaN}, new boolean[1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fortyPercentOfThePixelsMustBeFlagged() {
        boolean[] mask = {true, true, true, true, true, false};
        PixelCriterion criterion = PixelCriterion.withDefaults();
        criterion.add(AnomalyMap.of(1, 6, new float[] {9, 8, 0, 0, 0, 0}), mask);
        criterion.add(AnomalyMap.of(1, 6, new float[] {9, 0, 0, 0, 0, 0}), mask);
        PixelCriterion normal = PixelCriterion.withDefaults();
        normal.add(AnomalyMap.of(1, 6, new float[] {5, 0, 0, 0, 0, 0}), new boolean[6]);
        criterion.merge(normal);
        assertThat(criterion.result().auroc()).isEqualTo(0.5);
        assertThat(criterion.result().bestF1().threshold()).isIn(0.0, 8.0);
    }

    @Test
    void eventsMatchOnceByTemporalIou() {
        EventMatching matching = new EventMatching(0.5);
        matching.add(
                List.of(new Span(0, 10), new Span(20, 30)),
                List.of(new Span(1, 10), new Span(0, 9), new Span(28, 40), new Span(50, 60)));
        assertThat(matching.result()).isEqualTo(new EventMatching.Result(0.25, 0.5, 4, 2));
        EventMatching empty = new EventMatching(0.5);
        empty.add(List.of(), List.of());
        assertThat(empty.result().precision()).isNaN();
        empty.merge(matching);
        assertThat(empty.result()).isEqualTo(matching.result());
        assertThatThrownBy(() -> new Span(1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void intervalsOfFramesAreOverClips() {
        FrameMetrics same = new FrameMetrics();
        for (int clip = 0; clip < 3; clip++) {
            same.add(new double[] {1, 3, 2, 4}, new boolean[] {false, false, true, true});
        }
        FrameMetrics.Estimate certain = same.estimate(new Bootstrap(50, 0.9, 1));
        assertThat(certain.result()).isEqualTo(same.result());
        for (Bootstrap.Interval one : List.of(certain.micro(), certain.microNormalised(), certain.macroAuroc())) {
            assertThat(one).isEqualTo(new Bootstrap.Interval(0.75, 0.75, 0));
        }
        FrameMetrics mixed = new FrameMetrics();
        mixed.merge(same);
        mixed.add(new double[] {1, 2}, new boolean[] {true, false});
        FrameMetrics.Estimate estimate = mixed.estimate(new Bootstrap(200, 0.95, 1));
        assertThat(estimate.macroAuroc().low()).isLessThan(mixed.result().macroAuroc());
        assertThat(estimate.macroAuroc().high()).isEqualTo(0.75);
    }
}
