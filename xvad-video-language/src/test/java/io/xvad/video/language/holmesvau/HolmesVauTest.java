package io.xvad.video.language.holmesvau;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Clip;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.stream.PlansScoring;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.core.stream.TellsFrameReasons;
import io.xvad.core.stream.TellsFrameReasons.FrameReason;
import io.xvad.testkit.DetectorContract;
import io.xvad.video.Walks;
import io.xvad.video.language.Told;
import io.xvad.video.language.anomalyruler.AnomalyRuler;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HolmesVauTest extends DetectorContract {

    @TempDir
    private static Path directory;

    private static Path scorer() {
        return directory.resolve("scorer.xvad");
    }

    @BeforeAll
    static void fitScorer() {
        Training training = Training.of(new AnomalyRuler())
                .withOptions(Map.of("endpoint", "walks://host/", "model", "walker", "batches", "1", "live", "true"))
                .withHeldOut(0.5);
        try (FittedDetector fitted = training.fit(Samples.of(Walks.normals(4)))) {
            fitted.detect(Walks.anomaly());
            Models.save(fitted, scorer());
        }
    }

    @Override
    protected Detector detector() {
        return new HolmesVau();
    }

    @Override
    protected List<Sample> normals() {
        return Walks.normals(4);
    }

    @Override
    protected Sample anomaly() {
        return Walks.anomaly();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("endpoint", "walks://host/", "model", "walker", "scorer", scorer().toString());
    }

    /** By numpy 2.4.6 from the definition: the inverse of the cumulative sum, which begins with 0, at evenly spaced levels. */
    @Test
    void moreFramesAreChosenWhereScoresAreHigh() {
        double[] scores = {0, 0, 0.9, 0.9, 0, 0, 0, 0};
        assertThat(DensityAwareSampling.sample(scores, 4, 0.1)).containsExactly(2, 3, 5, 7);
        double[] many = {
            0.258, 0.02, 0, 0, 0.538, 0.76, 0.223, 0.388, 0.161, 0.818, 0.543, 0, 0.63, 0, 0.388, 0.005, 0.643, 0.159,
            0.027, 0.076
        };
        assertThat(DensityAwareSampling.sample(many, 6, 0.1)).containsExactly(4, 6, 9, 12, 16, 19);
        assertThat(DensityAwareSampling.sample(many, 12, 0.1))
                .containsExactly(4, 5, 6, 7, 9, 10, 11, 12, 14, 16, 18, 19);
    }

    @Test
    void framesOfACalmClipAreChosenEvenly() {
        assertThat(DensityAwareSampling.sample(new double[] {0, 0.1, 0, 0.2, 0, 0, 0}, 4, 0.1))
                .containsExactly(0, 2, 4, 6);
        assertThat(DensityAwareSampling.sample(new double[] {1, 1, 1}, 4, 0.1)).containsExactly(0, 1, 2);
    }

    @Test
    void scoresAreThoseOfTheScorerAndTheModelExplainsWhatTheyChoose() {
        Told model = new Told(asked ->
                "{\"description\": \"Somebody rides.\", \"anomalous\": true, \"analysis\": \"Nobody should.\"}");
        Clip clip = Walks.anomaly();
        try (FittedDetector scorer = Models.load(scorer());
                FittedDetector fitted = Training.of(new HolmesVau(model))
                        .withHeldOut(0)
                        .with(HolmesVau.SCORER, scorer().toString())
                        .with(HolmesVau.STRIDE, 2)
                        .with(HolmesVau.SELECTED, 4)
                        .fit(TrainingSet.empty())) {
            assertThat(fitted.capability(ScoresFrames.class).orElseThrow().scored(clip))
                    .isEqualTo(
                            scorer.capability(ScoresFrames.class).orElseThrow().scored(clip));
            assertThat(model.asked()).isEmpty();
            FrameReason reason = fitted.capability(TellsFrameReasons.class)
                    .orElseThrow()
                    .reasons(clip)
                    .get(0);
            assertThat(reason.told().text()).isEqualTo("Somebody rides. Nobody should.");
            assertThat(reason.told().place()).isEmpty();
            assertThat(fitted.capability(PlansScoring.class).orElseThrow().looksAhead())
                    .isFalse();
        }
        assertThat(model.asked()).singleElement().satisfies(asked -> assertThat(asked.images())
                .hasSize(4));
    }

    @Test
    void itNeedsACalibratedScorerOfVideos() {
        assertThatThrownBy(
                        () -> Training.of(new HolmesVau(new Told(asked -> ""))).fit(TrainingSet.empty()))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContaining("-o scorer=MODEL");
        Path bare = directory.resolve("bare.xvad");
        try (FittedDetector fitted = Training.of(new AnomalyRuler())
                .withOptions(Map.of("endpoint", "walks://host/", "model", "walker", "batches", "1"))
                .withHeldOut(0)
                .fit(Samples.of(Walks.normals(1)))) {
            Models.save(fitted, bare);
        }
        assertThatThrownBy(() -> Training.of(new HolmesVau(new Told(asked -> "")))
                        .with(HolmesVau.SCORER, bare.toString())
                        .fit(TrainingSet.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be calibrated; 'anomalyruler'");
    }
}
