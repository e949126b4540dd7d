package io.xvad.video.language.vera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.option.Options;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.core.stream.TellsFrameReasons;
import io.xvad.core.stream.TellsFrameReasons.FrameReason;
import io.xvad.language.detector.ChatOptions;
import io.xvad.language.detector.SentSize;
import io.xvad.testkit.DetectorContract;
import io.xvad.video.Walks;
import io.xvad.video.language.Told;
import io.xvad.video.language.WalksEmbedder;
import io.xvad.video.language.WalksProvider;
import io.xvad.video.language.embed.Embedders;
import io.xvad.video.language.smooth.TemporalSmoothing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VeraTest extends DetectorContract {

    @Override
    protected Detector detector() {
        return new Vera();
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
    protected LabelledSamples labelled() {
        return LabelledSamples.of(List.of(Walks.clip(98, 12, 2, 3, 6)), List.of(Label.anomaly()));
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("endpoint", "walks://host/", "model", "walker", "embedder", "walks-embedder");
    }

    private static Training training(Told model) {
        return Training.of(new Vera(model))
                .withHeldOut(0)
                .with(Vera.STRIDE, 1)
                .with(Vera.WINDOW, 0.1)
                .with(Vera.WINDOW_FRAMES, 1);
    }

    private static Clip clip(int... rides) {
        List<Image> frames = new ArrayList<>();
        for (int i = 0; i < rides.length; i++) {
            float[] values = new float[16 * 16];
            Arrays.fill(values, rides[i] == 1 ? 0.9f : 0.1f);
            values[i] = 0.5f;
            frames.add(Image.of("ride#" + i, 1, 16, 16, values));
        }
        return Clip.of("ride" + Arrays.toString(rides), frames, 10);
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

    private static FittedDetector fit(Training training) {
        return training.fit(Samples.of(Walks.normals(1)));
    }

    private static Told walks() {
        return new Told(WalksProvider::answer);
    }

    @Test
    void labelsAreSmoothedByAGaussianAroundEach() {
        try (FittedDetector fitted = fit(training(walks()))) {
            assertThat(scores(fitted, clip(0, 0, 1)))
                    .containsExactly(TemporalSmoothing.gaussian(new double[] {0, 0, 1}, 15, 10), within(1e-12));
        }
    }

    /** One ride among windows that look the same but for it: of ten, half are averaged over; those of the other axis weigh e^-10 of its own. */
    @Test
    void labelsAreAveragedOverWindowsThatLookAlike() {
        Told mistaken = new Told(asked ->
                asked.words().contains("You classify") && marked(asked.images().get(0), 1)
                        ? "{\"answers\": [], \"anomalous\": true}"
                        : WalksProvider.answer(asked));
        try (FittedDetector fitted = fit(
                training(mistaken).with(Embedders.EMBEDDER, "walks-embedder").with(Vera.NEIGHBOURS, 1.0))) {
            double own = 1 / (1 + 3 * Math.exp(-10));
            double others = (1 + Math.exp(-10)) / (3 + Math.exp(-10));
            assertThat(scores(fitted, clip(0, 0, 0, 1)))
                    .containsExactly(
                            TemporalSmoothing.gaussian(
                                    new double[] {others, others, others, (1 + Math.exp(-10)) * own}, 15, 10),
                            within(1e-12));
        }
    }

    /** Fewer than seven windows have none in 15 %: then their own label counts, where the code takes all. */
    @Test
    void aShortVideoIsAveragedOverOneWindowAtLeast() {
        Training training = training(walks());
        try (FittedDetector alone = fit(training);
                FittedDetector averaged = fit(training.with(Embedders.EMBEDDER, "walks-embedder"))) {
            assertThat(scores(averaged, clip(0, 1, 0))).containsExactly(scores(alone, clip(0, 1, 0)));
        }
    }

    @Test
    void thePlaceInTheVideoCountsOnlyIfAskedFor() {
        try (FittedDetector fitted = fit(training(walks()));
                FittedDetector weighted = fit(training(walks()).with(Vera.POSITION_WEIGHT, true));
                FrameScorer scorer =
                        weighted.capability(ScoresFrames.class).orElseThrow().scorer(10)) {
            double[] plain = scores(fitted, clip(1, 1, 1, 1));
            assertThat(plain).containsOnly(1);
            List<Double> scores = new ArrayList<>();
            Frame.of(clip(1, 1, 1, 1)).forEach(scorer::push);
            scorer.finish(scored -> scores.add(scored.score()));
            assertThat(scores.get(0)).isCloseTo(Math.exp(-0.5), within(1e-12));
            assertThat(scores.get(2)).isCloseTo(1, within(1e-12));
            assertThat(scorer.remarks())
                    .contains(
                            "scores are weighed down towards the ends of the video, by up to 0.39 at the first position");
        }
    }

    private static TrainingSet weakly() {
        return TrainingSet.normals(Samples.of(List.of(clip(0, 0))))
                .withLabelled(LabelledSamples.of(
                        List.of(clip(1, 1), clip(1, 1, 1), clip(0, 0, 0), clip(0)),
                        List.of(Label.anomaly(), Label.anomaly(), Label.normal(), Label.normal())));
    }

    /** The learner is right only with the third set of questions, which is kept; nobody is asked after that. */
    @Test
    void theQuestionsWithWhichTheLearnerIsRightAreKept(@TempDir Path directory) throws Exception {
        List<String> optimised = new ArrayList<>();
        Told model = new Told(asked -> {
            if (asked.words().contains("You improve")) {
                optimised.add(asked.words());
                return "{\"reasoning\": \"x\", \"questions\": [\"" + optimised.size() + ". Question " + optimised.size()
                        + "?\", \"b?\", \"c?\", \"d?\", \"e?\", \"f?\"]}";
            }
            boolean right = asked.words().contains("Question 3?");
            boolean rides = WalksProvider.bright(asked.images().get(0));
            return "{\"answers\": [], \"anomalous\": " + (right && rides) + "}";
        });
        Path file = directory.resolve("questions.txt");
        try (FittedDetector fitted = training(model)
                .with(Vera.VALIDATION, 0.0)
                .with(Vera.VALIDATE_EVERY, 1)
                .with(Vera.QUESTIONS_FILE, file.toString())
                .fit(weakly())) {
            assertThat(scores(fitted, clip(1))).containsExactly(1);
            assertThat(fitted.provenance().learnedFrom().labelled()).isEqualTo(4);
            assertThat(fitted.provenance().trainingSize()).isZero();
        }
        assertThat(optimised).hasSize(3);
        assertThat(optimised.get(0))
                .contains(QuestionSet.generic().text())
                .contains("video 1: label 0, which should be ")
                .contains("1 frames of each of 2 videos");
        assertThat(Files.readString(file)).isEqualTo("1. Question 3?\n2. b?\n3. c?\n4. d?\n5. e?\n");
        assertThat(QuestionSet.parse(Files.readString(file)).questions())
                .hasSize(5)
                .first()
                .isEqualTo("Question 3?");
    }

    /** Of one anomaly none is left to validate with; that everything is called normal would do for the normal ones. */
    @Test
    void aSingleAnomalyIsLearnedFromAndValidatedOn() {
        Told model = new Told(asked -> {
            if (asked.words().contains("You improve")) {
                return "{\"reasoning\": \"x\", \"questions\": [\"Does anybody ride?\"]}";
            }
            boolean right = asked.words().contains("Does anybody ride?");
            return "{\"answers\": [], \"anomalous\": "
                    + (right && WalksProvider.bright(asked.images().get(0))) + "}";
        });
        TrainingSet single = TrainingSet.normals(Samples.of(List.of(clip(0, 0))))
                .withLabelled(LabelledSamples.of(
                        List.of(clip(1), clip(0), clip(0, 0), clip(0, 0, 0), clip(0, 0, 0, 0)),
                        List.of(Label.anomaly(), Label.normal(), Label.normal(), Label.normal(), Label.normal())));
        try (FittedDetector fitted = training(model).with(Vera.VALIDATION, 0.2).fit(single)) {
            assertThat(scores(fitted, clip(1))).containsExactly(1);
        }
    }

    @Test
    void theEmbedderIsOpenedBeforeAnybodyIsAskedAndClosedIfLearningFails() {
        Told model = walks();
        assertThatThrownBy(() ->
                        training(model).with(Embedders.EMBEDDER, "nowhere").fit(weakly()))
                .isInstanceOf(XvadUnavailableException.class);
        assertThat(model.asked()).isEmpty();
        int open = WalksEmbedder.open();
        assertThatThrownBy(() -> training(model)
                        .with(Embedders.EMBEDDER, "walks-embedder")
                        .with(ChatOptions.MAX_CALLS, 1)
                        .fit(weakly()))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContaining("the budget is used up");
        assertThat(model.asked()).hasSize(1);
        assertThat(WalksEmbedder.open()).isEqualTo(open);
    }

    /** Frames of all labelled videos are held while questions are learned. */
    @Test
    void framesToLearnFromAreHeldAsTheyAreSent() {
        Options options = Options.parse(new Vera().options(), Map.of("image-size", "16", "window-frames", "3"));
        LabelledStretch stretch = LabelledStretch.of(Walks.anomaly(), true, options);
        assertThat(stretch.frames()).hasSize(3).allMatch(frame -> Math.max(frame.height(), frame.width()) == 16);
        assertThat(stretch.frames().stream().map(frame -> SentSize.within(frame, 16)))
                .isEqualTo(stretch.frames());
        assertThat(stretch.anomalous()).isTrue();
    }

    @Test
    void questionsOfTheUserAreAskedAsTheyAre() {
        Told model = walks();
        try (FittedDetector fitted = training(model)
                .with(Vera.QUESTIONS, "# mine\n- Does it burn?\n")
                .fit(weakly())) {
            fitted.detect(clip(1));
        }
        assertThat(model.asked())
                .singleElement()
                .extracting(Told.Asked::words)
                .asString()
                .contains("1. Does it burn?");
        assertThatIllegalArgumentException().isThrownBy(() -> QuestionSet.parse("a\nb\nc\nd\ne\nf"));
        assertThatIllegalArgumentException().isThrownBy(() -> QuestionSet.parse(" \n#"));
    }

    @Test
    void theAnswersAreTheReasons() {
        try (FittedDetector fitted = fit(training(walks()))) {
            FrameReason reason = fitted.capability(TellsFrameReasons.class)
                    .orElseThrow()
                    .reasons(clip(0, 0, 1))
                    .get(0);
            assertThat(reason.frame()).isEqualTo(2);
            assertThat(reason.told().text())
                    .startsWith("Is there anything unusual in what people do or in how they move? Somebody rides");
            assertThat(reason.told().anomalous()).isTrue();
        }
    }
}
