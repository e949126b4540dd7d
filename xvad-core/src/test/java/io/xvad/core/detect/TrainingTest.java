package io.xvad.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Decision;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import java.util.List;
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
}
