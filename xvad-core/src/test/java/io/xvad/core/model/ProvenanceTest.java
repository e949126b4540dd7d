package io.xvad.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Determinism;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProvenanceTest {

    private static final String OLD = "{\"format\":\"xvad-model\",\"formatVersion\":1,\"detector\":\"toy\","
            + "\"options\":{\"a\":\"b\"},\"seed\":3,\"trainingSize\":2,\"trainingFingerprint\":\"f\","
            + "\"libraryVersion\":\"0.1.0\",\"entries\":[]}";

    private static final ExternalModel ORACLE = ExternalModel.named("an oracle, version 3")
            .withWeights(Sha256.of("weights"))
            .withPrompt("what is wrong?")
            .withEndpoint(URI.create("https://user:pass@example.org:8443/v1/ask?key=pass#pass"));

    private static Provenance provenance(LearnedFrom learned, Determinism determinism, List<ExternalModel> external) {
        return new Provenance("toy", Map.of("a", "b"), 3, learned, determinism, external, "0.1.0");
    }

    @Test
    void aManifestOfBeforeIsReadAndOneOfAPlainModelIsWrittenLikeIt() {
        Manifest manifest = Manifest.parse(OLD);
        assertThat(manifest.provenance()).isEqualTo(new Provenance("toy", Map.of("a", "b"), 3, 2, "f", "0.1.0"));
        assertThat(manifest.provenance().determinism()).isEqualTo(Determinism.EXACT);
        assertThat(manifest.toJson()).isEqualTo(OLD);
    }

    /** The value is that of commit d22881b. */
    @Test
    void thePlainFingerprintIsThatOfEarlierVersions() {
        assertThat(Manifest.parse(OLD).provenance().fingerprint())
                .isEqualTo("758e5fdbcca3b4f6c0b71ae005b910c99597da2bef7ef7bbdbb2aecbd9471776");
    }

    @Test
    void everythingSurvivesTheManifest() {
        Provenance full = provenance(new LearnedFrom(5, 4, 3, 2, "f"), Determinism.RECORDED, List.of(ORACLE));
        assertThat(Manifest.parse(new Manifest(full, Map.of()).toJson()).provenance())
                .isEqualTo(full);
    }

    @Test
    void thePresetIsKeptAndDoesNotChangeTheFingerprint() {
        Provenance plain = Manifest.parse(OLD).provenance();
        Provenance chosen = new Provenance(
                "toy",
                Map.of("a", "b"),
                Optional.of("quick"),
                3,
                plain.learnedFrom(),
                Determinism.EXACT,
                List.of(),
                "0.1.0");
        assertThat(Manifest.parse(new Manifest(chosen, Map.of()).toJson()).provenance())
                .isEqualTo(chosen)
                .isNotEqualTo(plain);
        assertThat(chosen.fingerprint()).isEqualTo(plain.fingerprint());
    }

    @Test
    void everyPartChangesTheFingerprint() {
        LearnedFrom normals = LearnedFrom.normals(5, "f");
        assertThat(List.of(
                        provenance(normals, Determinism.EXACT, List.of()).fingerprint(),
                        provenance(new LearnedFrom(5, 1, 0, 0, "f"), Determinism.EXACT, List.of())
                                .fingerprint(),
                        provenance(normals, Determinism.RECORDED, List.of()).fingerprint(),
                        provenance(normals, Determinism.EXACT, List.of(ORACLE)).fingerprint()))
                .doesNotHaveDuplicates();
    }

    @Test
    void secretsOfAnEndpointAreNotKept() {
        assertThat(ORACLE.endpoint()).contains(URI.create("https://example.org:8443/v1/ask"));
        Provenance full = provenance(LearnedFrom.normals(0, ""), Determinism.RECORDED, List.of(ORACLE));
        assertThat(new Manifest(full, Map.of()).toJson() + full + ORACLE)
                .doesNotContain("pass")
                .doesNotContain("user")
                .doesNotContain("what is wrong?")
                .contains(Sha256.of("what is wrong?"));
    }

    @Test
    void anExternalModelIsNamedAndItsDigestsAreDigests() {
        assertThatThrownBy(() -> ExternalModel.named(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ExternalModel.named("x").withWeights("abc"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64 digits");
        assertThatThrownBy(() -> ExternalModel.named("x").withEndpoint(URI.create("secret@nowhere")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void aVersionOfTheFutureIsAnErrorThatSaysSo() {
        assertThatThrownBy(() -> Manifest.parse(OLD.replace("\"formatVersion\":1", "\"formatVersion\":2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("format version 2")
                .hasMessageContaining("newer version of XVAD");
    }

    @Test
    void numbersOfSamplesAreNotNegative() {
        assertThatThrownBy(() -> LearnedFrom.normals(-1, "f")).isInstanceOf(IllegalArgumentException.class);
    }
}
