package io.xvad.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Image;
import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Mask;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.model.LearnedFrom;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingRecordTest {

    private static final List<Image> IMAGES =
            List.of(Brightness.grey("a", 2, 0.1), Brightness.grey("b", 2, 0.2), Brightness.grey("c", 2, 0.3));

    private static LearnedFrom reading(Samples normals, int... read) {
        TrainingRecord record = TrainingRecord.of(TrainingSet.normals(normals));
        for (int index : read) {
            record.normals().get(index);
        }
        return record.learnedFrom();
    }

    @Test
    void countsWhatWasReadOnceHoweverOften() {
        LearnedFrom some = reading(Samples.of(IMAGES), 2, 0, 2);
        assertThat(some.normals()).isEqualTo(2);
        assertThat(some).isEqualTo(reading(Samples.of(List.of(IMAGES.get(0), IMAGES.get(2))), 0, 1));
        assertThat(some.fingerprint())
                .isNotEqualTo(reading(Samples.of(IMAGES), 0, 1, 2).fingerprint());
        assertThat(reading(Samples.of(IMAGES)).normals()).isZero();
    }

    /** The value is that of commit d22881b, whose models stay comparable. */
    @Test
    void whatReadsAllNormalSamplesHasTheFingerprintOfEarlierVersions() {
        assertThat(reading(Samples.of(IMAGES), 0, 1, 2).fingerprint())
                .isEqualTo("b154ac032d096c9d1719eca8d60e4c3183d29b993c4292d657544aad7f66f2c5");
    }

    @Test
    void aCategoryIsPartOfTheFingerprint() {
        Samples samples = Samples.of(IMAGES);
        assertThat(reading(samples.withCategory("bottle"), 0).fingerprint())
                .isNotEqualTo(reading(samples, 0).fingerprint());
    }

    private static LearnedFrom labelled(Label label) {
        LabelledSamples samples = LabelledSamples.of(IMAGES.subList(0, 1), List.of(label));
        TrainingRecord record = TrainingRecord.of(
                TrainingSet.normals(Samples.of(IMAGES)).withLabelled(samples).withAuxiliary(samples));
        record.normals().get(0);
        record.labelled().get(0);
        record.labelled().label(0);
        return record.learnedFrom();
    }

    @Test
    void labelsArePartOfTheFingerprintAndPartsThatAreNotReadAreNot() {
        Label known = Label.anomaly(Mask.of(1, 2, new boolean[] {true, false}));
        assertThat(labelled(known).labelled()).isEqualTo(1);
        assertThat(labelled(known).auxiliary()).isZero();
        assertThat(labelled(known)).isEqualTo(labelled(known));
        assertThat(labelled(known)).isNotEqualTo(labelled(Label.anomaly()));
        assertThat(labelled(known)).isNotEqualTo(labelled(known.withKind("hole")));
    }
}
