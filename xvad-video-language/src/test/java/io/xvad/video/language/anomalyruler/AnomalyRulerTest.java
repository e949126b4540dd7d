package io.xvad.video.language.anomalyruler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.capability.ChecksRules;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.explain.RuleTrace;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.PlansScoring;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.language.detector.ChatOptions;
import io.xvad.testkit.DetectorContract;
import io.xvad.video.Walks;
import io.xvad.video.language.Told;
import io.xvad.video.language.WalksProvider;
import io.xvad.video.language.frame.SharedAnswers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnomalyRulerTest extends DetectorContract {

    private static final String RULES =
            "Normal human activities:\n1. Walking\n\nAnomalous human activities:\n1. Riding a bicycle\n\nKeywords of anomalies:\n1. riding\n";

    @Override
    protected Detector detector() {
        return new AnomalyRuler();
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
        return Map.of("endpoint", "walks://host/", "model", "walker", "batches", "2", "batch-size", "1");
    }

    /** Frames that are dark where nobody rides, and bright where somebody does. */
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

    private static Training training(Told model) {
        return Training.of(new AnomalyRuler(model))
                .withHeldOut(0)
                .with(AnomalyRuler.RULES, RULES)
                .with(AnomalyRuler.STRIDE, 1)
                .with(AnomalyRuler.WINDOW, 1)
                .with(SharedAnswers.OPTION, -1);
    }

    private static Told walks() {
        return new Told(WalksProvider::answer);
    }

    private static double[] scores(FittedDetector fitted, Clip clip) {
        return fitted.capability(ScoresFrames.class).orElseThrow().scored(clip).stream()
                .mapToDouble(ScoredFrame::score)
                .toArray();
    }

    private static FittedDetector fit(Training training) {
        return training.fit(Samples.of(Walks.normals(1)));
    }

    /** Verdicts 0, 0, 1, 1, 0: the exponential mean over a span of ten, see {@code TemporalSmoothingTest}. */
    @Test
    void scoresAreTheExponentialMeanOfTheVerdicts() {
        Told model = walks();
        try (FittedDetector fitted = fit(training(model))) {
            assertThat(scores(fitted, clip(0, 0, 1, 1, 0)))
                    .containsExactly(new double[] {0, 0, 0.401993, 0.599010, 0.427050}, within(5e-7));
        }
        assertThat(model.asked()).hasSize(5 + 3);
    }

    /** The exponential means of 0, 0, 1, 1, 0 with alpha 0.33 have the mean 0.317798 and are above it at 0, 0, 1, 1, 1, of which these are the means with that as alpha; by numpy 2.4.6 from the definition. */
    @Test
    void withoutTheRulesTheThresholdIsTheAlphaOfTheFirstVerdicts() {
        try (FittedDetector fitted = fit(training(walks()).with(AnomalyRuler.RECHECK, false))) {
            assertThat(scores(fitted, clip(0, 0, 1, 1, 0))).containsExactly(BASE, within(5e-7));
            assertThat(scores(fitted, clip(0, 0))).containsExactly(0, 0);
        }
    }

    private static final double[] BASE = {0, 0, 0.465636, 0.682408, 0.800838};

    /** The exponential mean is above its own mean at 4 to 7: what lies between two keywords gets one, and the one at the end loses its sentence. */
    @Test
    void descriptionsAreMadeToAgreeWithTheirSurroundings() {
        Told model = walks();
        try (FittedDetector fitted = fit(training(model).with(AnomalyRuler.WINDOW, 3))) {
            scores(fitted, clip(0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1));
        }
        List<String> rechecked = model.asked().stream()
                .map(Told.Asked::words)
                .filter(words -> words.contains("A first look"))
                .toList();
        assertThat(rechecked)
                .anyMatch(words -> words.contains("Anomaly, since I found: riding.")
                        && words.contains("The first person is riding, walking. There is a road."))
                .anyMatch(words -> words.contains("says: Normal.") && words.contains("frame:\nThere is a road.\n"));
    }

    @Test
    void liveItLooksBackOnly() {
        try (FittedDetector fitted = fit(training(walks()).with(AnomalyRuler.LIVE, true))) {
            Clip whole = clip(0, 0, 1, 1, 0);
            double[] expected = scores(fitted, whole);
            try (FrameScorer scorer =
                    fitted.capability(ScoresFrames.class).orElseThrow().scorer(10)) {
                List<Frame> frames = Frame.of(whole);
                for (int i = 0; i < expected.length; i++) {
                    assertThat(scorer.push(frames.get(i)))
                            .singleElement()
                            .extracting(ScoredFrame::score)
                            .isEqualTo(expected[i]);
                }
            }
            assertThat(fitted.capability(PlansScoring.class).orElseThrow().looksAhead())
                    .isFalse();
        }
    }

    /** The description of the first two frames cannot be read: they wait for that of the third. */
    @Test
    void liveFramesWaitForTheFirstDescription() {
        Clip clip = clip(0, 0, 1, 0);
        Told late = new Told(asked -> {
            boolean early = !asked.images().isEmpty()
                    && (marked(asked.images().get(0), 0)
                            || marked(asked.images().get(0), 1));
            return early ? "{no" : WalksProvider.answer(asked);
        });
        try (FittedDetector fitted = fit(training(late).with(AnomalyRuler.LIVE, true));
                FrameScorer scorer =
                        fitted.capability(ScoresFrames.class).orElseThrow().scorer(10)) {
            List<Frame> frames = Frame.of(clip);
            assertThat(scorer.push(frames.get(0))).isEmpty();
            assertThat(scorer.push(frames.get(1))).isEmpty();
            assertThat(scorer.push(frames.get(2)).stream().map(ScoredFrame::score))
                    .containsExactly(1.0, 1.0, 1.0);
            assertThat(scorer.push(frames.get(3))).hasSize(1);
            assertThat(scorer.remarks()).singleElement().asString().startsWith("of 2 frames no description");
        }
    }

    /** Whether an image is this frame of {@link #clip}. */
    private static boolean marked(Image image, int index) {
        return Math.abs(image.at(0, 0, index) - 0.5) < 0.01;
    }

    @Test
    void liveAVideoWithoutAnyDescriptionIsRefusedBeforeTheMemoryIsFull() {
        Told mute = new Told(asked -> "{no");
        try (FittedDetector fitted = fit(training(mute).with(AnomalyRuler.LIVE, true))) {
            assertThatThrownBy(() -> fitted.detect(clip(0, 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no answer of the model about a frame");
            try (FrameScorer scorer =
                    fitted.capability(ScoresFrames.class).orElseThrow().scorer(10)) {
                List<Frame> frames = Frame.of(clip(new int[5]));
                frames.subList(0, 3)
                        .forEach(frame -> assertThat(scorer.push(frame)).isEmpty());
                assertThatThrownBy(() -> scorer.push(frames.get(3)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("no answer of the model that describes a frame");
            }
        }
    }

    @Test
    void callsOfAMinuteAreKnownBeforehand() {
        try (FittedDetector fitted =
                fit(training(walks()).with(AnomalyRuler.STRIDE, 8).with(ChatOptions.SAMPLES, 2))) {
            PlansScoring plan = fitted.capability(PlansScoring.class).orElseThrow();
            assertThat(plan.callsPerMinute(24)).isEqualTo(60 * 24 / 8 * 3);
            assertThat(plan.looksAhead()).isTrue();
        }
    }

    @Test
    void theRulesThatMatchAreTheEvidence() {
        try (FittedDetector fitted = fit(training(walks()))) {
            List<RuleTrace> traces =
                    fitted.capability(ChecksRules.class).orElseThrow().rules(clip(0, 0, 1, 0));
            assertThat(traces).hasSize(2);
            assertThat(traces.get(0).violated()).isTrue();
            assertThat(traces.get(0).rule()).isEqualTo("A1 (Anomalous human activities): Riding a bicycle");
            assertThat(traces.get(0).facts().get(0))
                    .isEqualTo(
                            "frame 2 (0.2 s) is described as: \"The first person is riding a bicycle. There is a road.\" (told-1)");
            assertThat(traces.get(0).facts().get(1))
                    .startsWith("answer 1 of 1, of told-1, prompt ")
                    .endsWith(": anomalous, \"somebody rides\" (unchecked)");
            assertThat(traces.get(0).facts().get(2)).isEqualTo("rules given by the user");
            assertThat(traces.get(1).violated()).isFalse();
        }
    }

    @Test
    void rulesThatWereNotAppliedAreNotSaidNotToMatch() {
        Told mute = new Told(asked -> asked.images().isEmpty() ? "no" : WalksProvider.answer(asked));
        for (Training training : List.of(training(walks()).with(AnomalyRuler.RECHECK, false), training(mute))) {
            try (FittedDetector fitted = fit(training)) {
                RuleTrace trace = single(
                        fitted.capability(ChecksRules.class).orElseThrow().rules(clip(0, 0, 1)));
                assertThat(trace.rule()).contains("holds no keyword of an anomaly");
                assertThat(trace.facts()).contains("keywords: riding");
                assertThat(trace.violated()).isTrue();
            }
        }
    }

    private static RuleTrace single(List<RuleTrace> traces) {
        assertThat(traces).hasSize(1);
        return traces.get(0);
    }

    @Test
    void ofAnAnswerThatCannotBeReadTheKeywordsDecideAndItIsSaid() {
        Told mute = new Told(asked -> asked.images().isEmpty() ? "no" : WalksProvider.answer(asked));
        for (boolean live : new boolean[] {false, true}) {
            try (FittedDetector fitted = fit(training(mute).with(AnomalyRuler.LIVE, live));
                    FrameScorer scorer =
                            fitted.capability(ScoresFrames.class).orElseThrow().scorer(10)) {
                List<Double> scores = new ArrayList<>();
                Frame.of(clip(0, 1)).forEach(frame -> scorer.push(frame).forEach(scored -> scores.add(scored.score())));
                scorer.finish(scored -> scores.add(scored.score()));
                assertThat(scores).hasSize(2).first().isEqualTo(0.0);
                assertThat(scores.get(1)).isCloseTo(0.55, within(1e-9));
                assertThat(scorer.remarks())
                        .containsExactly(
                                "of 2 positions no answer that applies the rules could be read; theirs is the first verdict, by keywords");
            }
        }
    }

    @Test
    void withoutKeywordsTheRulesMustBeAppliedAndItIsSaid() {
        String none = "Normal human activities:\n1. Walking\n";
        Training training = training(walks()).with(AnomalyRuler.RULES, none);
        assertThatThrownBy(() -> fit(training.with(AnomalyRuler.RECHECK, false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("keywords alone decide, and the rules have none");
        try (FittedDetector fitted = fit(training);
                FrameScorer scorer =
                        fitted.capability(ScoresFrames.class).orElseThrow().scorer(10)) {
            Frame.of(clip(0, 0)).forEach(scorer::push);
            scorer.finish(scored -> {});
            assertThat(scorer.remarks())
                    .containsExactly("the rules have no keywords of anomalies, so that every first verdict is normal");
        }
    }

    @Test
    void aVideoWithoutADescriptionThatCanBeReadIsRefused() {
        try (FittedDetector fitted = fit(training(new Told(asked -> "{no")))) {
            assertThatThrownBy(() -> fitted.detect(clip(0, 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no answer of the model that describes a frame");
        }
    }

    @Test
    void theResultSaysHowManyFramesShareAnAnswer() {
        try (FittedDetector fitted = fit(training(walks()).with(SharedAnswers.OPTION, 64));
                FrameScorer scorer =
                        fitted.capability(ScoresFrames.class).orElseThrow().scorer(10)) {
            Frame.of(clip(0, 0, 1)).forEach(scorer::push);
            scorer.finish(scored -> {});
            assertThat(scorer.remarks())
                    .containsExactly(
                            "the model was asked about 1 frames; 2 more were nearly identical to the one before and share its answer");
        }
    }

    @Test
    void inducedRulesAreWrittenEditedAndGivenBack(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("rules.txt");
        Training induces = Training.of(detector())
                .withOptions(options())
                .withHeldOut(0)
                .with(AnomalyRuler.RULES_FILE, file.toString());
        double induced;
        try (FittedDetector fitted = induces.fit(Samples.of(normals()))) {
            induced = fitted.detect(anomaly()).score();
        }
        RuleBook book = RuleBook.parse(Files.readString(file));
        assertThat(book.keywords()).containsExactly("riding", "bicycle");
        Training given = Training.of(detector()).withOptions(options()).withHeldOut(0);
        try (FittedDetector same = given.withOptions(with("@" + file)).fit(Samples.of(normals()))) {
            assertThat(same.detect(anomaly()).score()).isEqualTo(induced).isEqualTo(1);
            assertThat(same.provenance().trainingSize()).isZero();
        }
    }

    @Test
    void wordsOfTheUsersThatCannotBeAskedAreRefusedBeforeAnybodyIs() {
        Told model = walks();
        assertThatThrownBy(() -> Training.of(new AnomalyRuler(model))
                        .withOptions(Map.of("deduce-prompt", "Is {this} an anomaly?"))
                        .fit(Samples.of(normals())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has the slot 'this'");
        assertThat(model.asked()).isEmpty();
    }

    private Map<String, String> with(String rules) {
        Map<String, String> all = new HashMap<>(options());
        all.put("rules", rules);
        return all;
    }

    /** The first run ends in the middle; the second asks only what is missing; the third asks nobody and gives the same bits. */
    @Test
    void aRunThatIsStoppedGoesOnAndIsReplayedWithoutAServer(@TempDir Path directory) {
        Training recording = Training.of(detector())
                .withOptions(options())
                .withHeldOut(0)
                .with(AnomalyRuler.STRIDE, 4)
                .with(ChatOptions.RECORDING, directory.resolve("run.jsonl").toString());
        int before = WalksProvider.calls();
        try (FittedDetector fitted = recording.with(ChatOptions.MAX_CALLS, 9).fit(Samples.of(normals()))) {
            assertThatThrownBy(() -> fitted.detect(anomaly()))
                    .isInstanceOf(XvadUnavailableException.class)
                    .hasMessageContaining("the budget is used up (max-calls): 9 calls");
        }
        double score;
        byte[] saved;
        try (FittedDetector fitted = recording.fit(Samples.of(normals()))) {
            score = fitted.detect(anomaly()).score();
            saved = Models.toBytes(fitted);
        }
        int all = WalksProvider.calls() - before;
        try (FittedDetector again = recording
                        .with(ChatOptions.ENDPOINT, "nowhere://host/")
                        .with(ChatOptions.MODE, "replay")
                        .fit(Samples.of(normals()));
                FittedDetector loaded = Models.load(saved)) {
            assertThat(again.detect(anomaly()).score()).isEqualTo(score);
            assertThat(loaded.detect(anomaly()).score()).isEqualTo(score);
            assertThat(again.capability(ChecksRules.class).orElseThrow().rules(anomaly()))
                    .isEqualTo(
                            loaded.capability(ChecksRules.class).orElseThrow().rules(anomaly()));
        }
        assertThat(WalksProvider.calls() - before).isEqualTo(all);
        assertThat(all).isLessThan(2 * 9 + 5);
    }
}
