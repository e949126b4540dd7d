package io.xvad.video.detectors.jdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Clip;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.XvadTrainingException;
import io.xvad.core.capability.HasAttributes;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.stream.Finding;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.testkit.DetectorContract;
import io.xvad.video.Walks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JdrTest extends DetectorContract {

    @Override
    protected Detector detector() {
        return new Jdr();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("input-size", "32", "bank-size", "80");
    }

    @Override
    protected List<Sample> normals() {
        return Walks.normals(4);
    }

    @Override
    protected Sample anomaly() {
        return Walks.anomaly();
    }

    private FittedDetector fitted(Map<String, String> more) {
        Map<String, String> options = new HashMap<>(options());
        options.putAll(more);
        return Training.of(new Jdr()).withOptions(options).withHeldOut(0).fit(Samples.of(Walks.normals(4)));
    }

    @Test
    void aWalkWhereNobodyWalksIsRecountedByPlaceAndSpeed() {
        try (FittedDetector fitted = fitted(Map.of())) {
            assertThat(fitted.capability(HasAttributes.class).orElseThrow().attributes(Walks.anomaly()).stream()
                            .limit(2)
                            .map(one -> one.attribute()))
                    .containsExactlyInAnyOrder("place", "speed");
        }
    }

    @Test
    void aFrameScoresAsItsFarthestRegionAndTellsTheNormalOneThatIsNearest() {
        try (FittedDetector fitted = fitted(Map.of("smoothing", "0"))) {
            List<ScoredFrame> frames =
                    fitted.capability(ScoresFrames.class).orElseThrow().scored(Walks.anomaly());
            List<ScoredFrame> some =
                    frames.stream().filter(frame -> !frame.findings().isEmpty()).toList();
            assertThat(some).hasSizeGreaterThan(10);
            assertThat(frames).filteredOn(frame -> !some.contains(frame)).allMatch(frame -> frame.score() == 0);
            for (ScoredFrame frame : some) {
                Finding first = frame.findings().get(0);
                assertThat(frame.score()).isEqualTo(first.score()).isBetween(0.0, 2.0);
                assertThat(first.nearest().orElseThrow().distance()).isEqualTo(first.score());
                assertThat(first.nearest().orElseThrow().sampleId()).startsWith("walk-");
            }
        }
    }

    @Test
    void aDensityOfFeaturesScoresTheAnomalyHigherToo() {
        try (FittedDetector fitted = fitted(Map.of("density", "kernel", "components", "4"));
                FittedDetector loaded = Models.load(Models.toBytes(fitted))) {
            double anomalous = fitted.detect(Walks.anomaly()).score();
            assertThat(anomalous)
                    .isGreaterThan(fitted.detect(Walks.clip(60, 28, 6, 1, 30)).score());
            assertThat(loaded.detect(Walks.anomaly()).score()).isEqualTo(anomalous);
        }
    }

    @Test
    void oneFrameAfterAnotherIsScoredAsTheWholeClip() {
        Clip clip = Walks.anomaly();
        try (FittedDetector fitted = fitted(Map.of())) {
            ScoresFrames scores = fitted.capability(ScoresFrames.class).orElseThrow();
            List<Double> live = new ArrayList<>();
            try (FrameScorer scorer = scores.scorer(clip.framesPerSecond())) {
                for (Frame frame : Frame.of(clip)) {
                    List<ScoredFrame> known = scorer.push(frame);
                    assertThat(known).hasSize(frame.index() == 0 ? 0 : frame.index() == 1 ? 2 : 1);
                    known.forEach(one -> live.add(one.score()));
                }
            }
            assertThat(live)
                    .isEqualTo(
                            scores.scored(clip).stream().map(ScoredFrame::score).toList());
        }
    }

    @Test
    void whereNothingMovesNothingIsLearned() {
        Clip still = Walks.clip(2, 12, -100, 0, 30);
        assertThatThrownBy(() -> Training.of(new Jdr())
                        .withOptions(options())
                        .withHeldOut(0)
                        .fit(Samples.of(List.of(still))))
                .isInstanceOf(XvadTrainingException.class)
                .hasMessageContaining("'jdr'");
    }
}
