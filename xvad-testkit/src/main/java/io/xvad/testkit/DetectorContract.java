package io.xvad.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Clip;
import io.xvad.core.Cover;
import io.xvad.core.Decision;
import io.xvad.core.Detection;
import io.xvad.core.Determinism;
import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.Supervision;
import io.xvad.core.TrainingSet;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.calibrate.MapCalibration;
import io.xvad.core.calibrate.MapScale;
import io.xvad.core.capability.Forgets;
import io.xvad.core.capability.LearnsMore;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Recalibration;
import io.xvad.core.detect.Training;
import io.xvad.core.model.ModelFile;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.Names;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.registry.Registry;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.core.stream.ScoresFrames;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of every detector, whatever it learns from: normal samples, labels, or nothing. Extend it in your own tests:
 *
 * <pre>{@code
 * class MyDetectorTest extends DetectorContract { ... }
 * }</pre>
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DetectorContract {

    private static final long SEED = 7;
    private static final int THREADS = 8;
    private static final int SCORING = 4;
    private static final int CLOSING = 2;

    /** The detector under test. */
    protected abstract Detector detector();

    /** A few normal samples, at least four and at least one more than the detector needs. */
    protected abstract List<Sample> normals();

    /** A sample that no normal one resembles. */
    protected abstract Sample anomaly();

    /** Labelled samples, at least one; needed where {@link Detector#supervision} says that the detector learns from labels. */
    protected LabelledSamples labelled() {
        return LabelledSamples.none();
    }

    /** Option values that keep the tests fast. */
    protected Map<String, String> options() {
        return Map.of();
    }

    /** Capabilities that the detector declares, but does not offer with {@link #options} or on the class path of the tests. */
    protected Set<Class<?>> unavailableCapabilities() {
        return Set.of();
    }

    private @Nullable FittedDetector fitted;

    /** Learnt once for all tests that only look at it; a fitted detector never changes. */
    private FittedDetector fitted() {
        if (fitted == null) {
            fitted = fit(data(normals()));
        }
        return fitted;
    }

    @AfterAll
    void close() {
        if (fitted != null) {
            fitted.close();
        }
    }

    private Training training() {
        return Training.of(detector()).withOptions(options()).withSeed(SEED).withoutMeasures();
    }

    private FittedDetector fit(TrainingSet data) {
        return training().fit(data);
    }

    private TrainingSet data(List<? extends Sample> normals) {
        TrainingSet data = TrainingSet.normals(Samples.of(normals));
        return usesLabels() ? data.withLabelled(labelled()) : data;
    }

    private boolean usesLabels() {
        return detector().supervision().stream().anyMatch(Supervision::usesLabelled);
    }

    private boolean learnsFromNormals() {
        return detector().fewestNormals() > 0
                || detector().supervision().stream().anyMatch(Supervision::usesNormals);
    }

    @Test
    void hasAKebabCaseNameAndIsFoundByIt() {
        assertThat(Names.requireKebabCase("detector", detector().name()))
                .isEqualTo(detector().name());
        assertThat(detector().description()).isNotBlank();
        assertThat(Registry.load(Detector.class).get(detector().name())).hasSameClassAs(detector());
    }

    @Test
    void optionNamesAreUnique() {
        assertThat(detector().options().stream().map(option -> option.name())).doesNotHaveDuplicates();
    }

    /** The preset named standard, where there is one, changes nothing. */
    @Test
    void presetNamesAreUniqueAndTheirOptionsAreItsOwn() {
        List<Preset> presets = detector().presets();
        assertThat(presets.stream().map(Preset::name)).doesNotHaveDuplicates();
        for (Preset preset : presets) {
            Map<String, String> chosen = Options.parse(
                            detector().options(), presets, Map.of(Preset.OPTION, preset.name()))
                    .asText();
            assertThat(chosen).as(preset.name()).containsAllEntriesOf(preset.options());
            if (preset.name().equals(Preset.STANDARD)) {
                assertThat(chosen)
                        .isEqualTo(Options.defaults(detector().options()).asText());
            }
        }
    }

    @Test
    void saysWhatItLearnsFrom() {
        assertThat(detector().sampleKinds()).isNotEmpty();
        assertThat(detector().supervision()).isNotEmpty();
        assertThat(detector().fewestNormals()).isNotNegative();
        if (detector().supervision().equals(Set.of(Supervision.ZERO_SHOT))) {
            assertThat(detector().fewestNormals()).isZero();
        }
    }

    /** Also when there are labels that it cannot use. */
    @Test
    void sameSeedSameDetections() {
        if (detector().determinism() == Determinism.EXACT) {
            LabelledSamples useless = LabelledSamples.of(List.of(anomaly()), List.of(Label.anomaly()));
            TrainingSet data = data(normals());
            try (FittedDetector again = fit(usesLabels() ? data : data.withLabelled(useless))) {
                assertThat(again.detect(anomaly())).isEqualTo(fitted().detect(anomaly()));
                assertThat(again.provenance()).isEqualTo(fitted().provenance());
            }
        }
    }

    @Test
    void theSameSampleGetsTheSameDetectionAgain() {
        assertThat(fitted().detect(anomaly())).isEqualTo(fitted().detect(anomaly()));
    }

    /** What a recorded detector was told is saved with it, so that this holds for it too. */
    @Test
    void savedAndLoadedGivesTheSameScoreMapAndDecision(@TempDir Path directory) {
        Detection anomalous = fitted().detect(anomaly());
        Detection normal = fitted().detect(normals().get(0));
        Path file = directory.resolve("model.xvad");
        Models.save(fitted(), file);
        try (FittedDetector loaded = Models.load(file)) {
            assertThat(loaded.detect(anomaly())).isEqualTo(anomalous);
            assertThat(loaded.detect(normals().get(0))).isEqualTo(normal);
            assertThat(loaded.provenance()).isEqualTo(fitted().provenance());
            assertThat(loaded.capabilities().types())
                    .isEqualTo(fitted().capabilities().types());
        }
    }

    @Test
    void aModelAsBytesIsTheModel() {
        Detection anomalous = fitted().detect(anomaly());
        try (FittedDetector loaded = Models.load(Models.toBytes(fitted()))) {
            assertThat(loaded.detect(anomaly())).isEqualTo(anomalous);
        }
    }

    @Test
    void provenanceSaysWhatItLearnedFromAndHow() {
        assertThat(fitted().provenance().detector()).isEqualTo(detector().name());
        assertThat(fitted().provenance().seed()).isEqualTo(SEED);
        assertThat(fitted().provenance().determinism()).isEqualTo(detector().determinism());
        assertThat(fitted().provenance().trainingSize())
                .isBetween(0, learnsFromNormals() ? normals().size() - 1 : 0);
    }

    @Test
    void manyThreadsGetWhatOneGets() {
        FittedDetector shared = fitted();
        Detection alone = shared.detect(anomaly());
        assertThat(Together.run(THREADS, () -> shared.detect(anomaly()))).allMatch(alone::equals);
    }

    @Test
    void aBatchGivesWhatSingleSamplesGive() {
        List<Sample> batch = List.of(normals().get(0), anomaly(), normals().get(1));
        List<Detection> single = batch.stream().map(fitted()::detect).toList();
        assertThat(fitted().detectAll(batch)).isEqualTo(single);
        List<Detection> together = Together.with(2, executor -> fitted().detectAll(batch, executor));
        assertThat(together).isEqualTo(single);
    }

    @Test
    void mapsHaveTheGeometryOfTheSampleOrThereAreNone() {
        Detection detection = fitted().detect(anomaly());
        assertThat(detection.hasMaps())
                .isEqualTo(fitted().detect(normals().get(0)).hasMaps());
        if (detection.hasMaps()) {
            int frames = anomaly() instanceof Clip clip ? clip.frames().size() : 1;
            assertThat(detection.maps()).hasSize(frames);
        }
        for (AnomalyMap map : detection.maps()) {
            assertThat(map.height()).isEqualTo(anomaly().height());
            assertThat(map.width()).isEqualTo(anomaly().width());
        }
    }

    @Test
    void mapsHaveAScaleAndWithoutMapsThereAreNoRegions() {
        Detection detection = fitted().detect(anomaly());
        assertThat(fitted().capability(MapScale.class).isPresent()).isEqualTo(detection.hasMaps());
        if (!detection.hasMaps()) {
            assertThat(detection.regions()).isEmpty();
        }
    }

    @Test
    void offersTheCapabilitiesItDeclares() {
        Set<Class<?>> offered = new HashSet<>(fitted().capabilities().types());
        offered.removeAll(Set.of(Calibration.class, MapCalibration.class, MapScale.class));
        Set<Class<?>> declared = new HashSet<>(detector().capabilities());
        declared.removeAll(unavailableCapabilities());
        assertThat(offered).isEqualTo(declared);
        assertThat(offered)
                .allSatisfy(type -> assertThat(fitted().capability(type)).isPresent());
    }

    @Test
    void anAnomalyScoresAboveTheNormalSamples() {
        double highest = normals().stream()
                .mapToDouble(sample -> fitted().detect(sample).score())
                .max()
                .orElseThrow();
        assertThat(fitted().detect(anomaly()).score()).isGreaterThan(highest);
    }

    @Test
    void learnsFromAsFewAsItSays() {
        int fewest = detector().fewestNormals();
        List<Sample> few = normals().subList(0, learnsFromNormals() ? Math.max(1, fewest) : 0);
        try (FittedDetector learned = fit(data(few))) {
            assertThat(learned.detect(anomaly()).score())
                    .isGreaterThan(learned.detect(normals().get(0)).score());
            assertThat(learned.detect(anomaly()).verdict().decision()).isEqualTo(Decision.UNDECIDED);
            assertThat(learned.provenance().trainingSize()).isEqualTo(few.size());
        }
    }

    @Test
    void refusesFewerNormalSamplesThanItNeeds() {
        int fewest = detector().fewestNormals();
        if (fewest > 0) {
            assertThatThrownBy(() -> fit(data(normals().subList(0, fewest - 1))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("normal sample");
        }
    }

    @Test
    void whatNeedsNoNormalSamplesFitsOnNone() {
        if (detector().fewestNormals() == 0) {
            try (FittedDetector learned = fit(data(List.of()))) {
                assertThat(learned.detect(anomaly()).verdict().decision()).isEqualTo(Decision.UNDECIDED);
                assertThat(learned.provenance().trainingSize()).isZero();
            }
        }
    }

    @Test
    void isCalibratedAgainWithoutLearningAgain() {
        FittedDetector again =
                Recalibration.of(fitted()).withFalseAlarmRate(0.5).on(Samples.of(normals()));
        Detection decided = again.detect(anomaly());
        assertThat(decided.score()).isEqualTo(fitted().detect(anomaly()).score());
        assertThat(decided.verdict().decision()).isEqualTo(Decision.ANOMALOUS);
        assertThat(again.provenance()).isEqualTo(fitted().provenance());
    }

    @Test
    void laterCallsOfAClosedModelAreRefusedAndClosingAgainIsHarmless() {
        FittedDetector model = Models.load(Models.toBytes(fitted()));
        Optional<ScoresFrames> frames = model.capability(ScoresFrames.class);
        model.close();
        model.close();
        assertThatIllegalStateException().isThrownBy(() -> model.detect(anomaly()));
        assertThatIllegalStateException().isThrownBy(() -> model.detectAll(List.of(anomaly())));
        assertThatIllegalStateException().isThrownBy(() -> Models.toBytes(model));
        for (Class<?> type :
                fitted().capabilities().only(detector().capabilities()).types()) {
            assertThatIllegalStateException().as(type.getName()).isThrownBy(() -> model.capability(type));
        }
        frames.ifPresent(open -> assertThatIllegalStateException().isThrownBy(() -> open.scorer(25)));
        assertThat(model.provenance()).isEqualTo(fitted().provenance());
    }

    /** Also of what the detector itself gives, which nothing guards. */
    @Test
    void closesTwice() {
        byte[] bytes = Models.toBytes(fitted());
        try (ModelReader model = ModelFile.open(new ByteArrayInputStream(bytes), "model")) {
            FittedDetector own = detector().load(model);
            own.close();
            own.close();
        }
    }

    @Test
    void scoresThatRunEndBeforeTheModelIsClosed() {
        FittedDetector model = Models.load(Models.toBytes(fitted()));
        CountDownLatch begun = new CountDownLatch(1);
        List<Callable<String>> tasks = new ArrayList<>(Collections.nCopies(SCORING, () -> untilClosed(model, begun)));
        tasks.addAll(Collections.nCopies(CLOSING, () -> closed(model, begun)));
        assertThat(Together.run(tasks)).allMatch(ended -> ended.contains("closed"));
    }

    private String untilClosed(FittedDetector model, CountDownLatch begun) {
        try {
            while (true) {
                model.detect(anomaly());
                begun.countDown();
            }
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String closed(FittedDetector model, CountDownLatch begun) throws InterruptedException {
        begun.await();
        model.close();
        return "closed";
    }

    @Test
    void whatLiesInIgnoredRegionsChangesNothing() {
        FittedDetector ignoring = Recalibration.of(fitted())
                .ignoring(Scrambled.CORNER)
                .on(Samples.of(normals().subList(0, 2)));
        Detection expected = ignoring.detect(anomaly());
        assertThat(ignoring.detect(Scrambled.of(anomaly(), Scrambled.CORNER))).isEqualTo(expected);
        assertThat(ignoring.capabilities().types())
                .containsAll(fitted().capabilities().types())
                .contains(Cover.class);
        ignoring.capability(ScoresFrames.class).ifPresent(scores -> assertThat(raw(
                        scores.scored(Scrambled.of(anomaly(), Scrambled.CORNER).requireClip())))
                .isEqualTo(raw(scores.scored(anomaly().requireClip()))));
    }

    private static List<Object> raw(List<ScoredFrame> frames) {
        return frames.stream()
                .<Object>map(frame -> List.of(frame.score(), frame.map()))
                .toList();
    }

    /** Where it learns from nothing but labels, it refuses to learn without. */
    @Test
    void learnsFromLabelsIfItSaysSo() {
        if (usesLabels()) {
            assertThat(labelled().size())
                    .as("labelled samples, to be given by the test of a detector that learns from them")
                    .isPositive();
            assertThat(fitted().provenance().learnedFrom().labelled()).isPositive();
            TrainingSet unlabelled = TrainingSet.normals(Samples.of(normals()));
            if (detector().supervision().equals(Set.of(Supervision.WEAKLY_SUPERVISED))) {
                assertThatThrownBy(() -> fit(unlabelled))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("labelled");
            } else {
                differsFromWhatIsLearnedFrom(unlabelled);
            }
        }
    }

    private void differsFromWhatIsLearnedFrom(TrainingSet unlabelled) {
        try (FittedDetector without = fit(unlabelled)) {
            assertThat(without.provenance().learnedFrom().labelled()).isZero();
            assertThat(without.provenance().fingerprint())
                    .isNotEqualTo(fitted().provenance().fingerprint());
        }
    }

    @Test
    void learnsMoreWithoutStartingAgainIfItSaysSo() {
        if (detector().capabilities().contains(LearnsMore.class)) {
            changing().learnsMore();
        }
    }

    @Test
    void forgetsIfItSaysSo() {
        if (detector().capabilities().contains(Forgets.class)) {
            changing().forgets();
        }
    }

    private ChangingModels changing() {
        return new ChangingModels(
                normals(), anomaly(), some -> training().withHeldOut(0).fit(data(some)));
    }

    @Test
    void stopsWhenItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> fit(data(normals()))).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
