package io.xvad.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Decision;
import io.xvad.core.Samples;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.calibrate.MapScale;
import io.xvad.core.registry.Registry;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecalibrationTest {

    private static final Registry<Detector> DETECTORS = Registry.of(Detector.class, List.of(new Brightness()));

    private static Samples normals(int count, double step) {
        return Samples.of(IntStream.range(0, count)
                .mapToObj(i -> Brightness.grey("n" + i, 2, step * i))
                .toList());
    }

    private static final FittedDetector MODEL =
            Training.of(new Brightness()).withFalseAlarmRate(0.1).fit(normals(1, 0), normals(99, 0.01));

    private static double threshold(FittedDetector model) {
        return model.capability(Calibration.class).orElseThrow().threshold();
    }

    @Test
    void anotherRateOnTheKeptScoresIsWhatTrainingWithThatRateGives() {
        FittedDetector wanted =
                Training.of(new Brightness()).withFalseAlarmRate(0.02).fit(normals(1, 0), normals(99, 0.01));
        FittedDetector again = Recalibration.of(MODEL).withFalseAlarmRate(0.02).onKeptScores();
        assertThat(threshold(again)).isEqualTo(threshold(wanted)).isGreaterThan(threshold(MODEL));
        assertThat(again.capability(MapScale.class)).isEqualTo(wanted.capability(MapScale.class));
        assertThat(again.provenance()).isEqualTo(MODEL.provenance());
    }

    @Test
    void soItIsForAModelThatWasSavedAndTheNewCalibrationIsSaved() {
        FittedDetector loaded = Models.load(Models.toBytes(MODEL), DETECTORS);
        FittedDetector again = Recalibration.of(loaded).withFalseAlarmRate(0.02).onKeptScores();
        FittedDetector reloaded = Models.load(Models.toBytes(again), DETECTORS);
        assertThat(threshold(reloaded)).isEqualTo(threshold(again));
        assertThat(reloaded.capability(MapScale.class))
                .isEqualTo(again.capability(MapScale.class))
                .isNotEqualTo(MODEL.capability(MapScale.class));
        assertThat(reloaded.detect(Brightness.grey("x", 2, 1)).verdict().decision())
                .isEqualTo(Decision.ANOMALOUS);
    }

    @Test
    void otherNormalSamplesMoveTheThresholdAndTheScaleOfTheMaps() {
        FittedDetector darker = Recalibration.of(MODEL).on(normals(99, 0.001));
        assertThat(threshold(darker)).isLessThan(threshold(MODEL));
        assertThat(darker.capability(MapScale.class).orElseThrow().threshold()).isLessThan(0.1f);
    }

    @Test
    void whatWasNeverCalibratedNeedsSamples() {
        FittedDetector undecided = Training.of(new Brightness()).fit(normals(1, 0));
        assertThatThrownBy(() -> Recalibration.of(undecided).onKeptScores())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give normal samples");
        assertThat(threshold(Recalibration.of(undecided).on(normals(30, 0.01)))).isPositive();
        assertThatThrownBy(() -> Recalibration.of(undecided).on(normals(0, 0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Recalibration.of(undecided).withFalseAlarmRate(1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
