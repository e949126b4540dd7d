package io.xvad.foundation.winclip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Box;
import io.xvad.core.Decision;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.NormalPatch;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadDataException;
import io.xvad.core.XvadModelException;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.capability.ComparesSentences;
import io.xvad.core.capability.RemembersNormals;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.data.preprocess.Resize;
import io.xvad.foundation.detector.FoundationOptions;
import io.xvad.foundation.model.Export;
import io.xvad.testkit.DetectorContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WinClipTest extends DetectorContract {

    private static final Export EXPORT = Export.of("winclip");
    private static final int SIDE = 4;

    @Override
    protected Detector detector() {
        return new WinClip();
    }

    @Override
    protected List<Sample> normals() {
        List<Sample> normals = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            float[] values = EXPORT.images("references").get(i % 2).toArray();
            values[i] = 0.5f;
            normals.add(Image.of("normal " + i, 3, 36, 36, values));
        }
        return normals;
    }

    @Override
    protected Sample anomaly() {
        return EXPORT.image("image");
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("weights", EXPORT.weights(), "references", "2", "threads", "1");
    }

    private static Training training() {
        return Training.of(new WinClip())
                .with(FoundationOptions.WEIGHTS, EXPORT.weights())
                .with(FoundationOptions.CLASS_NAME, EXPORT.lines("class").get(0))
                .withHeldOut(0);
    }

    private static FittedDetector withReferences() {
        return training().with(FoundationOptions.REFERENCES, 2).fit(Samples.of(EXPORT.images("references")));
    }

    private static void assertMap(Detection detection, String name) {
        Image image = EXPORT.image("image");
        float[] restored = Resize.plane(EXPORT.values(name), 32, 32, image.height(), image.width(), true);
        assertThat(detection.map().toArray()).containsExactly(restored, within(1e-4f));
    }

    @Test
    void withoutReferencesScoreAndMapEqualPyTorch() {
        try (FittedDetector fitted = training().fit(TrainingSet.empty())) {
            Detection detection = fitted.detect(EXPORT.image("image"));
            assertThat(detection.score()).isCloseTo(EXPORT.values("zero/image")[0], within(1e-4));
            assertMap(detection, "zero/map");
            assertThat(detection.verdict().decision()).isEqualTo(Decision.UNDECIDED);
            assertThat(fitted.provenance().trainingSize()).isZero();
            assertThat(fitted.capability(RemembersNormals.class)).isEmpty();
        }
    }

    @Test
    void withReferencesScoreAndMapEqualPyTorch() {
        try (FittedDetector fitted = withReferences()) {
            Detection detection = fitted.detect(EXPORT.image("image"));
            assertThat(detection.score()).isCloseTo(EXPORT.values("plus/image")[0], within(1e-4));
            assertMap(detection, "plus/map");
            assertThat(fitted.provenance().trainingSize()).isEqualTo(2);
        }
    }

    @Test
    void windowsEqualThoseOfTokensRunThroughTheWholeTransformer() {
        try (WindowEncoder encoder = WindowEncoder.of(EXPORT.model())) {
            WindowEncoder.Encoded encoded = encoder.encode(EXPORT.image("image"));
            EXPORT.assertClose(
                    encoder.input().tensor(List.of(EXPORT.image("image"))).toArray(), "pixel_values");
            assertSameDirection(encoded.image(), "image_embeds", encoded.image().length);
            assertSameDirection(encoded.patches(), "tokens_last", encoded.width());
            assertSameDirection(encoded.small(), "windows-2", encoded.image().length);
            assertSameDirection(encoded.large(), "windows-3", encoded.image().length);
            WindowEncoder.Whole whole = encoder.whole(EXPORT.image("image"));
            assertThat(whole.image()).isEqualTo(encoded.image());
            assertThat(whole.patches()).isEqualTo(encoded.patches());
        }
    }

    private static void assertSameDirection(float[] unit, String name, int dimension) {
        float[] expected = EXPORT.values(name);
        for (int i = 0; i < unit.length; i += dimension) {
            double length = 0;
            for (int d = i; d < i + dimension; d++) {
                length += expected[d] * expected[d];
            }
            for (int d = i; d < i + dimension; d++) {
                assertThat((double) unit[d]).isCloseTo(expected[d] / Math.sqrt(length), within(1e-4));
            }
        }
    }

    @Test
    void theNearestReferencePatchOfAReferenceIsItself() {
        Image reference = EXPORT.images("references").get(1);
        try (FittedDetector fitted = withReferences()) {
            RemembersNormals memory = fitted.capability(RemembersNormals.class).orElseThrow();
            NormalPatch patch = memory.nearest(reference, 20, 30, 1).get(0);
            assertThat(patch.sampleId()).isEqualTo(reference.id());
            assertThat(patch.distance()).isCloseTo(0, within(1e-6));
            assertThat(patch.box()).isEqualTo(new Box(27, 18, 9, 9));
            assertThat(patch.crop().width()).isEqualTo(32 / SIDE);
            assertThat(memory.queryCrop(reference, 20, 30).width()).isEqualTo(32 / SIDE);
        }
    }

    @Test
    void saysWhichSentencesAnImageIsMostLike() {
        try (FittedDetector fitted = training().fit(TrainingSet.empty())) {
            List<ComparesSentences.SentenceSimilarity> sentences =
                    fitted.capability(ComparesSentences.class).orElseThrow().sentences(EXPORT.image("image"));
            assertThat(sentences).hasSize(154 + 88);
            assertThat(sentences)
                    .filteredOn(ComparesSentences.SentenceSimilarity::anomalous)
                    .hasSize(88);
            assertThat(sentences.get(0).similarity())
                    .isGreaterThan(sentences.get(241).similarity());
        }
    }

    @Test
    void sentencesAreThoseOfThePaper() {
        try (FittedDetector fitted = training().fit(TrainingSet.empty())) {
            assertThat(
                            fitted
                                    .capability(ComparesSentences.class)
                                    .orElseThrow()
                                    .sentences(EXPORT.image("image"))
                                    .stream()
                                    .map(ComparesSentences.SentenceSimilarity::sentence))
                    .containsAll(EXPORT.lines("normal/sentences"))
                    .containsAll(EXPORT.lines("anomalous/sentences"));
        }
    }

    @Test
    void otherPromptsGiveAnotherScoreAndAnotherProvenance() {
        String prompts =
                "{\"version\": \"mine\", \"normal\": [\"new {}\"], \"anomalous\": [\"old {}\"], \"templates\": [\"{}\"]}";
        try (FittedDetector mine =
                        training().with(FoundationOptions.PROMPTS, prompts).fit(TrainingSet.empty());
                FittedDetector paper = training().fit(TrainingSet.empty())) {
            assertThat(mine.detect(anomaly()).score())
                    .isNotEqualTo(paper.detect(anomaly()).score());
            assertThat(mine.provenance().external().get(0).promptSha256())
                    .isPresent()
                    .isNotEqualTo(paper.provenance().external().get(0).promptSha256());
            assertThat(paper.provenance().external().get(0).weightsSha256())
                    .contains(EXPORT.model().sha256());
        }
    }

    @Test
    void whatIsMissingIsSaidInALine() {
        assertThatThrownBy(() -> Training.of(new WinClip()).fit(TrainingSet.empty()))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContaining("-o weights=FOLDER");
        assertThatThrownBy(() ->
                        training().with(FoundationOptions.WEIGHTS, "nowhere").fit(TrainingSet.empty()))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContaining("nowhere: holds no model.json");
        assertThatThrownBy(() -> training()
                        .with(FoundationOptions.WEIGHTS, Export.of("plain").weights())
                        .fit(TrainingSet.empty()))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("needs clip, variant winclip");
        assertThatThrownBy(
                        () -> training().with(FoundationOptions.PROMPTS, "{}").fit(TrainingSet.empty()))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("prompts cannot be read");
    }
}
