package io.xvad.video.language.lavad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.PlansScoring;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.core.stream.TellsFrameReasons;
import io.xvad.core.stream.TellsFrameReasons.FrameReason;
import io.xvad.testkit.DetectorContract;
import io.xvad.video.Walks;
import io.xvad.video.language.Told;
import io.xvad.video.language.WalksProvider;
import io.xvad.video.language.embed.Embedders;
import io.xvad.video.language.frame.SharedAnswers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LavadTest extends DetectorContract {

    @Override
    protected Detector detector() {
        return new Lavad();
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
        return Map.of("endpoint", "walks://host/", "model", "walker", "embedder", "walks-embedder");
    }

    private static Training training(Told model) {
        return Training.of(new Lavad(model))
                .withHeldOut(0)
                .with(Embedders.EMBEDDER, "walks-embedder")
                .with(Lavad.STRIDE, 1)
                .with(Lavad.WINDOW, 0.1)
                .with(Lavad.WINDOW_FRAMES, 1)
                .with(SharedAnswers.OPTION, -1);
    }

    /** Frames that are dark where nobody rides, and bright where somebody does; a window is a frame. */
    private static Clip clip(int... rides) {
        List<Image> frames = new ArrayList<>();
        for (int i = 0; i < rides.length; i++) {
            float[] values = new float[16 * 16];
            Arrays.fill(values, rides[i] == 1 ? 0.9f : 0.1f);
            values[i] = 0.5f;
            frames.add(Image.of("ride#" + i, 1, 16, 16, values));
        }
        return Clip.of("ride", frames, 10);
    }

    /** Whether an image is this frame of {@link #clip}. */
    private static boolean marked(Image image, int index) {
        return Math.abs(image.at(0, 0, index) - 0.5) < 0.01;
    }

    private static double[] scores(FittedDetector fitted, Clip clip) {
        return fitted.capability(ScoresFrames.class).orElseThrow().scored(clip).stream()
                .mapToDouble(ScoredFrame::score)
                .toArray();
    }

    /** Of three summaries that of the ride is rated 0.9: the two most alike are weighed by e^1 and e^0. */
    @Test
    void ratingsAreRefinedByTheSummariesMostAlike() {
        try (FittedDetector fitted =
                training(new Told(WalksProvider::answer)).with(Lavad.NEAREST, 2).fit(TrainingSet.empty())) {
            double mixed = (Math.E * 0.9 + 0.1) / (Math.E + 1);
            assertThat(scores(fitted, clip(0, 1, 0))).containsExactly(new double[] {0.1, mixed, 0.1}, within(1e-12));
        }
    }

    /** The captioner calls the ride a walk: the caption of the other ride, which is more like it, takes its place. */
    @Test
    void aWrongCaptionIsCleaned() {
        Told mistaken = new Told(asked -> {
            boolean second = !asked.images().isEmpty() && marked(asked.images().get(0), 2);
            return second ? "{\"description\": \"Somebody walks.\"}" : WalksProvider.answer(asked);
        });
        try (FittedDetector fitted = training(mistaken).with(Lavad.NEAREST, 1).fit(TrainingSet.empty())) {
            assertThat(scores(fitted, clip(0, 1, 1))).containsExactly(new double[] {0.1, 0.9, 0.9}, within(1e-12));
        }
    }

    @Test
    void aRatingThatCannotBeReadLiesBetweenItsNeighbours() {
        Told mute = new Told(asked ->
                asked.words().contains("how suspicious") && asked.words().contains("bicycle")
                        ? "no"
                        : WalksProvider.answer(asked));
        try (FittedDetector fitted = training(mute).with(Lavad.NEAREST, 1).fit(TrainingSet.empty());
                FrameScorer scorer =
                        fitted.capability(ScoresFrames.class).orElseThrow().scorer(10)) {
            Frame.of(clip(0, 1, 0)).forEach(scorer::push);
            List<Double> scores = new ArrayList<>();
            scorer.finish(scored -> scores.add(scored.score()));
            assertThat(scores).allMatch(score -> Math.abs(score - 0.1) < 1e-12);
            assertThat(scorer.remarks())
                    .singleElement()
                    .asString()
                    .startsWith("of 1 positions no rating could be read");
        }
        try (FittedDetector fitted = training(new Told(asked -> "{no")).fit(TrainingSet.empty())) {
            assertThatThrownBy(() -> fitted.detect(clip(0)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no caption of the model");
        }
    }

    /** It is asked for once more, and else not rated. */
    @Test
    void anEmptySummaryCannotBeRead() {
        Told silent = new Told(asked -> asked.words().contains("Summarise in a few sentences")
                        && asked.words().contains("bicycle")
                ? "{\"summary\": \" \"}"
                : WalksProvider.answer(asked));
        try (FittedDetector fitted = training(silent).with(Lavad.NEAREST, 1).fit(TrainingSet.empty());
                FrameScorer scorer =
                        fitted.capability(ScoresFrames.class).orElseThrow().scorer(10)) {
            Frame.of(clip(0, 1, 0)).forEach(scorer::push);
            scorer.finish(scored -> {});
            assertThat(scorer.remarks())
                    .singleElement()
                    .asString()
                    .startsWith("of 1 positions no rating could be read");
        }
        assertThat(silent.asked().stream().map(Told.Asked::words))
                .filteredOn(words -> words.contains("how suspicious"))
                .isNotEmpty()
                .allMatch(words -> words.contains("Somebody walks."));
    }

    @Test
    void howManyCaptionsCouldNotBeReadIsSaid() {
        Told mute = new Told(asked -> {
            boolean second = !asked.images().isEmpty() && marked(asked.images().get(0), 1);
            return second ? "{no" : WalksProvider.answer(asked);
        });
        try (FittedDetector fitted = training(mute).fit(TrainingSet.empty());
                FrameScorer scorer =
                        fitted.capability(ScoresFrames.class).orElseThrow().scorer(10)) {
            Frame.of(clip(0, 1, 0)).forEach(scorer::push);
            scorer.finish(scored -> {});
            assertThat(scorer.remarks())
                    .containsExactly("of 1 frames no caption could be read; they have those of the others");
        }
    }

    @Test
    void theSummaryIsTheReason() {
        try (FittedDetector fitted =
                training(new Told(WalksProvider::answer)).with(Lavad.NEAREST, 1).fit(TrainingSet.empty())) {
            FrameReason reason = fitted.capability(TellsFrameReasons.class)
                    .orElseThrow()
                    .reasons(clip(0, 0, 1))
                    .get(0);
            assertThat(reason.frame()).isEqualTo(2);
            assertThat(reason.told().text()).isEqualTo("Somebody rides a bicycle.");
            assertThat(reason.told().anomalous()).isTrue();
            assertThat(reason.told().model()).isEqualTo("told-1");
            assertThat(reason.told().place()).isPresent();
        }
    }

    @Test
    void itTakesThreeCallsAPositionAndAnEmbedder() {
        try (FittedDetector fitted =
                Training.of(detector()).withOptions(options()).withHeldOut(0).fit(TrainingSet.empty())) {
            assertThat(fitted.capability(PlansScoring.class).orElseThrow().callsPerMinute(30))
                    .isEqualTo(3 * 112.5);
        }
        assertThatThrownBy(() -> Training.of(new Lavad(new Told(asked -> ""))).fit(TrainingSet.empty()))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContaining("-o embedder=FOLDER");
    }
}
