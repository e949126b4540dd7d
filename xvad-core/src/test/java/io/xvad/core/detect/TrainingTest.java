package io.xvad.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Decision;
import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.Supervision;
import io.xvad.core.TrainingSet;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.model.Provenance;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingTest {

    private static Samples normals(int count) {
        return Samples.of(IntStream.range(0, count)
                .<Sample>mapToObj(i -> Brightness.grey("n" + i, 2, 0.01 * i))
                .toList());
    }

    private static final Training TRAINING = Training.of(new Brightness());

    @Test
    void oneSampleGivesAnUndecidedDetector() {
        FittedDetector model = TRAINING.fit(normals(1));
        assertThat(model.detect(Brightness.grey("x", 2, 1)).verdict().decision())
                .isEqualTo(Decision.UNDECIDED);
        assertThat(model.provenance().trainingSize()).isEqualTo(1);
    }

    @Test
    void noSampleIsAnError() {
        assertThatThrownBy(() -> TRAINING.fit(normals(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one");
        assertThatThrownBy(() -> TRAINING.fit(normals(3), normals(0))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void holdsOutAFifthAndDecides() {
        FittedDetector model = TRAINING.fit(normals(100));
        assertThat(model.provenance().trainingSize()).isEqualTo(80);
        assertThat(model.detect(Brightness.grey("bright", 2, 1)).verdict().decision())
                .isEqualTo(Decision.ANOMALOUS);
        assertThat(model.detect(Brightness.grey("dark", 2, 0)).verdict().decision())
                .isEqualTo(Decision.NORMAL);
    }

    @Test
    void aRateThatTooFewSamplesCannotPromiseBecomesTheSmallestTheyCan() {
        FittedDetector model = TRAINING.withFalseAlarmRate(0.01).fit(normals(10), normals(9));
        double p =
                model.detect(Brightness.grey("bright", 2, 1)).verdict().pValue().orElseThrow();
        assertThat(p).isEqualTo(1 / 10.0);
        assertThat(model.detect(Brightness.grey("bright", 2, 1)).verdict().decision())
                .isEqualTo(Decision.ANOMALOUS);
    }

    @Test
    void anInterruptedThreadStopsTheCalibration() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> TRAINING.fit(normals(20))).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void sharesAndRatesOutsideTheirRangeAreRefused() {
        for (double share : List.of(-0.1, 1.0, Double.NaN)) {
            assertThatThrownBy(() -> TRAINING.withHeldOut(share)).isInstanceOf(IllegalArgumentException.class);
        }
        for (double rate : List.of(0.0, 1.0, Double.NaN)) {
            assertThatThrownBy(() -> TRAINING.withFalseAlarmRate(rate)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static final Training ZERO_SHOT = Training.of(new Variant(Set.of(Supervision.ZERO_SHOT), 0));

    @Test
    void aZeroShotDetectorFitsOnNothingAndNormalSamplesOnlyCalibrateIt() {
        FittedDetector nothing = ZERO_SHOT.fit(TrainingSet.empty());
        assertThat(nothing.capability(Calibration.class)).isEmpty();
        FittedDetector calibrated = ZERO_SHOT.fit(normals(10));
        assertThat(calibrated.provenance().trainingSize()).isZero();
        assertThat(calibrated.capability(Calibration.class).orElseThrow().normalScores())
                .hasSize(10);
        assertThat(ZERO_SHOT.withHeldOut(0).fit(normals(10)).capability(Calibration.class))
                .isEmpty();
    }

    @Test
    void aDetectorThatCanLearnFromNoneStillLearnsFromTheNormalSamplesThereAre() {
        Training training = Training.of(new Variant(Set.of(Supervision.ZERO_SHOT, Supervision.ONE_CLASS), 0));
        assertThat(training.fit(normals(1)).provenance().trainingSize()).isEqualTo(1);
        assertThat(training.fit(normals(10)).provenance().trainingSize()).isEqualTo(8);
        assertThat(training.fit(TrainingSet.empty()).provenance().trainingSize())
                .isZero();
    }

    @Test
    void asManyAsADetectorNeedsAreNotHeldOut() {
        Training training = Training.of(new Variant(Set.of(Supervision.ONE_CLASS), 3));
        assertThat(training.fit(normals(3)).provenance().trainingSize()).isEqualTo(3);
        assertThat(training.withHeldOut(0.5).fit(normals(4)).provenance().trainingSize())
                .isEqualTo(3);
        assertThatThrownBy(() -> training.fit(normals(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("detector 'variant' learns from at least 3 normal samples, got 2");
    }

    @Test
    void partsThatADetectorCannotUseAreNamed() {
        LabelledSamples labelled = LabelledSamples.of(List.of(Brightness.grey("a", 2, 1)), List.of(Label.anomaly()));
        TrainingSet data =
                TrainingSet.normals(normals(2)).withLabelled(labelled).withUnlabelled(normals(2));
        assertThat(UnusedParts.of(new Brightness(), data))
                .containsExactly(
                        "the labelled part of this training set, of size 1",
                        "the unlabelled part of this training set, of size 2");
        assertThat(UnusedParts.of(new Variant(Set.of(Supervision.SEMI_SUPERVISED, Supervision.UNSUPERVISED), 1), data))
                .isEmpty();
        assertThat(TRAINING.fit(data).provenance().learnedFrom().labelled()).isZero();
    }

    @Test
    void optionsAreTyped() {
        FittedDetector model = ZERO_SHOT.with(Variant.COUNT, 4).withSeed(7).fit(TrainingSet.empty());
        assertThat(model.provenance().options()).containsEntry("count", "4");
        assertThatThrownBy(() -> ZERO_SHOT.with(Variant.COUNT, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from 1 to 9");
    }

    private static Provenance provenance(Training training) {
        return training.fit(TrainingSet.empty()).provenance();
    }

    @Test
    void theModelKeepsTheValuesOfAPresetAndItsName() {
        Provenance many = provenance(ZERO_SHOT.withPreset("many"));
        assertThat(many.options()).isEqualTo(Map.of("count", "9"));
        assertThat(many.preset()).contains("many");
        assertThat(many.fingerprint())
                .isEqualTo(provenance(ZERO_SHOT.with(Variant.COUNT, 9)).fingerprint());
        assertThat(provenance(ZERO_SHOT.withOptions(Map.of("preset", "many")))).isEqualTo(many);
        assertThat(provenance(ZERO_SHOT).preset()).isEmpty();
    }

    @Test
    void valuesOfOnesOwnCountInsteadOfThoseOfThePreset() {
        Provenance own = provenance(ZERO_SHOT.with(Variant.COUNT, 4).withPreset("many"));
        assertThat(own.options()).containsEntry("count", "4");
        assertThat(own.preset()).contains("many");
        assertThat(provenance(ZERO_SHOT.withPreset("many").withOptions(Map.of("count", "4"))))
                .isEqualTo(own);
        assertThat(provenance(ZERO_SHOT.withPreset("many").withOptions(Map.of("preset", "standard")))
                        .options())
                .containsEntry("count", "1");
        assertThatThrownBy(() -> ZERO_SHOT.withPreset("mnay"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No preset named 'mnay'. Available: many, standard. Did you mean 'many'?");
    }
}
