package io.xvad.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadModelException;
import io.xvad.core.detect.TrainingRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnedSamplesTest {

    private static final Instant TIME = Instant.parse("2026-03-01T10:00:00.123456Z");
    private static final LearnedSample A = new LearnedSample("a", Sha256.of("a"), Optional.of(TIME));
    private static final LearnedSample B = new LearnedSample("b", Sha256.of("b"), Optional.empty());
    private static final Provenance FITTED = new Provenance("toy", Map.of(), 3, 2, "f", "1");

    @TempDir
    private Path folder = Path.of("");

    private LearnedSamples readBack(Consumer<ModelWriter> body) {
        Path file = folder.resolve("model.xvad");
        ModelFile.write(file, FITTED, body);
        try (ModelReader model = ModelFile.open(file)) {
            assertThat(LearnedSamples.areIn(model)).isTrue();
            return LearnedSamples.read(model);
        }
    }

    private static LearnedSamples read(Sample... samples) {
        TrainingRecord record = TrainingRecord.of(TrainingSet.normals(Samples.of(List.of(samples))));
        for (int i = 0; i < samples.length; i++) {
            record.normals().get(i);
        }
        assertThat(record.learnedSamples().learnedFrom()).isEqualTo(record.learnedFrom());
        return record.learnedSamples();
    }

    private static Image grey(String id, float value) {
        return Image.of(id, 1, 1, 1, new float[] {value});
    }

    @Test
    void areTheSameAfterTheyWereSaved() {
        LearnedSamples samples = new LearnedSamples(List.of(A, B));
        assertThat(readBack(samples::write)).isEqualTo(samples);
        assertThat(A.time()).contains(Instant.parse("2026-03-01T10:00:00.123Z"));
    }

    @Test
    void entriesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> readBack(model -> {
                    model.strings("learned-samples", List.of("a", "b"));
                    model.bytes("learned-sha256", new byte[32]);
                    model.doubles("learned-times", new double[2]);
                }))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("learned-sha256");
    }

    @Test
    void whatWasLearnedInTwoPartsHasTheFingerprintOfBothAtOnce() {
        Image a = grey("a", 0.1f);
        Image b = grey("b", 0.2f);
        assertThat(read(a).and(read(b)).learnedFrom()).isEqualTo(read(a, b).learnedFrom());
        assertThat(read(a, b).only(id -> id.equals("b"))).isEqualTo(read(b));
    }

    @Test
    void changesAreKeptAndChangeTheFingerprintButNotByTheirDate() {
        Change more = new Change(Change.Kind.LEARNED_MORE, LocalDate.of(2026, 3, 1), 5, Change.EXACT);
        Provenance changed = FITTED.after(more, LearnedFrom.normals(7, "g"));
        assertThat(Manifest.parse(new Manifest(changed, Map.of()).toJson()).provenance())
                .isEqualTo(changed);
        assertThat(changed.trainingSize()).isEqualTo(7);
        Change later = new Change(more.kind(), LocalDate.of(2026, 3, 2), 5, Change.EXACT);
        assertThat(FITTED.after(later, LearnedFrom.normals(7, "g")).fingerprint())
                .isEqualTo(changed.fingerprint())
                .isNotEqualTo(FITTED.after(later, FITTED.learnedFrom()).fingerprint());
        assertThatThrownBy(() ->
                        Manifest.parse(new Manifest(changed, Map.of()).toJson().replace("2026-03-01", "yesterday")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("yesterday");
    }
}
