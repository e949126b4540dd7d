package io.xvad.foundation.mvfa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Decision;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.NormalPatch;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadModelException;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.capability.ComparesSentences;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.capability.RemembersNormals;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.option.Options;
import io.xvad.data.preprocess.Resize;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.foundation.detector.FoundationOptions;
import io.xvad.foundation.model.Export;
import io.xvad.foundation.text.TextAnchors;
import io.xvad.foundation.tokens.ImageTokens;
import io.xvad.foundation.tokens.PatchEncoder;
import io.xvad.foundation.tokens.TokenMap;
import io.xvad.testkit.DetectorContract;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MvfaTest extends DetectorContract {

    private static final Export EXPORT = Export.of("mvfa");
    private static final int SIZE = 32;

    @Override
    protected Detector detector() {
        return new Mvfa();
    }

    @Override
    protected List<Sample> normals() {
        return IntStream.range(0, 5)
                .<Sample>mapToObj(i -> {
                    float[] values = EXPORT.images("references").get(i % 2).toArray();
                    values[i] = 0.5f;
                    return Image.of("normal " + i, 3, 28, 30, values);
                })
                .toList();
    }

    /** One that the random network happens to find more anomalous. */
    @Override
    protected Sample anomaly() {
        return Image.of("black", 3, 40, 52, new float[3 * 40 * 52]);
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("weights", EXPORT.weights(), "references", "2", "threads", "1");
    }

    private static Training training() {
        return Training.of(new Mvfa())
                .with(FoundationOptions.WEIGHTS, EXPORT.weights())
                .with(FoundationOptions.CLASS_NAME, EXPORT.lines("class").get(0))
                .withHeldOut(0);
    }

    private static FittedDetector withReferences(String score) {
        return training()
                .with(FoundationOptions.REFERENCES, 3)
                .with(Mvfa.SCORE, score)
                .fit(Samples.of(EXPORT.images("references")));
    }

    private static float highest(String map) {
        float highest = Float.NEGATIVE_INFINITY;
        for (float value : EXPORT.values(map)) {
            highest = Math.max(highest, value);
        }
        return highest;
    }

    private static void assertMap(Detection detection, String name) {
        Image image = EXPORT.image("image");
        float[] restored = Resize.plane(EXPORT.values(name), SIZE, SIZE, image.height(), image.width(), true);
        assertThat(detection.map().toArray()).containsExactly(restored, within(1e-4f));
    }

    @Test
    void withoutReferencesScoreAndMapEqualPyTorch() {
        try (FittedDetector fitted = training().fit(TrainingSet.empty());
                FittedDetector byMap = training().with(Mvfa.SCORE, "map").fit(TrainingSet.empty())) {
            Detection detection = fitted.detect(EXPORT.image("image"));
            assertThat(detection.score()).isCloseTo(EXPORT.values("zero/image")[0], within(1e-4));
            assertMap(detection, "zero/map");
            assertThat(detection.verdict().decision()).isEqualTo(Decision.UNDECIDED);
            assertThat(byMap.detect(EXPORT.image("image")).score()).isCloseTo(highest("zero/map"), within(1e-4));
            assertThat(fitted.provenance().trainingSize()).isZero();
            assertThat(fitted.capability(RemembersNormals.class)).isEmpty();
        }
    }

    @Test
    void withReferencesBothBranchesAreAveragedOnTheScaleOfTheReferences() {
        try (FittedDetector fitted = withReferences("image");
                FittedDetector byMap = withReferences("map")) {
            Detection detection = fitted.detect(EXPORT.image("image"));
            assertThat(detection.score()).isCloseTo(EXPORT.values("plus/image")[0], within(1e-4));
            assertMap(detection, "plus/map");
            assertThat(byMap.detect(EXPORT.image("image")).score()).isCloseTo(highest("plus/map"), within(1e-4));
            assertThat(fitted.provenance().trainingSize()).isEqualTo(3);
        }
    }

    /** What the authors' code remembers too would be {@code few-with-class-tokens}. */
    @Test
    void theMemoryHoldsPatchesAndNoClassToken() {
        try (AdaptedEncoder encoder = AdaptedEncoder.of(EXPORT.model())) {
            List<AdaptedTokens> references = EXPORT.images("references").stream()
                    .map(encoder.input()::seen)
                    .flatMap(seen -> Copies.of(seen).stream())
                    .map(encoder::encodeSeen)
                    .toList();
            Options options = Options.parse(
                    List.of(FeatureOptions.ENGINE, FeatureOptions.THREADS), Map.of(FeatureOptions.THREADS.name(), "1"));
            try (ReferenceBranch branch =
                    ReferenceBranch.of(references, 16, new TokenMap(encoder.input(), true, 0), options)) {
                Branch found = branch.of(encoder.encode(EXPORT.image("image")));
                EXPORT.assertClose(found.map(), "few/map");
                assertThat((double) found.image()).isCloseTo(EXPORT.values("few/image")[0], within(1e-4));
                assertThat(branch.of(references.get(11)).highest()).isCloseTo(0, within(1e-5f));
            }
        }
    }

    @Test
    void copiesAreTurnedMovedAndMirrored() {
        Image seen = EXPORT.model().image().seen(EXPORT.images("references").get(0));
        List<Image> copies = Copies.of(seen);
        assertThat(copies).hasSize(11);
        float[] expected = EXPORT.values("copies");
        int length = 3 * SIZE * SIZE;
        assertThat(copies.get(1).toArray()).containsExactly(Arrays.copyOf(expected, length), within(1e-5f));
        assertThat(copies.get(5).toArray())
                .containsExactly(Arrays.copyOfRange(expected, length, 2 * length), within(1e-5f));
        float[] values = seen.toArray();
        assertThat(copies.get(9).toArray()[SIZE]).isEqualTo(values[2 * SIZE - 1]);
        assertThat(copies.get(10).toArray()[SIZE]).isEqualTo(values[(SIZE - 2) * SIZE]);
    }

    @Test
    void withoutCopiesReferencesAreRememberedAsTheyAre() {
        try (FittedDetector fitted = training()
                .with(FoundationOptions.REFERENCES, 1)
                .with(Mvfa.COPIES, false)
                .fit(Samples.of(EXPORT.images("references").subList(0, 1)))) {
            Image reference = EXPORT.images("references").get(0);
            List<NormalPatch> nearest =
                    fitted.capability(RemembersNormals.class).orElseThrow().nearest(reference, 0, 0, 100);
            assertThat(nearest).extracting(NormalPatch::sampleId).containsOnly(reference.id());
        }
    }

    /** A copy of a reference is as near to itself as the reference is, and names it. */
    @Test
    void aPatchOfACopyNamesTheCopy() {
        Image reference = EXPORT.images("references").get(0);
        try (FittedDetector fitted =
                training().with(FoundationOptions.REFERENCES, 1).fit(Samples.of(List.of(reference)))) {
            Image seen = EXPORT.model().image().seen(reference);
            NormalPatch nearest = fitted.capability(RemembersNormals.class)
                    .orElseThrow()
                    .nearest(Copies.of(seen).get(10), 0, 0, 1)
                    .get(0);
            assertThat(nearest.sampleId()).isEqualTo(reference.id() + ", upside down");
            assertThat(nearest.distance()).isCloseTo(0, within(1e-5));
            assertThat(fitted.capability(RemembersImages.class).orElseThrow().normalImages(reference))
                    .hasSize(1);
        }
    }

    @Test
    void imagesAreNotNormalisedAndTokensAreThoseOfTheAdapters() {
        try (PatchEncoder encoder = PatchEncoder.of(EXPORT.model())) {
            EXPORT.assertClose(
                    encoder.input().tensor(List.of(EXPORT.image("image"))).toArray(), "pixel_values");
            ImageTokens tokens = encoder.encode(EXPORT.image("image"));
            for (String output : List.of("seg_1", "det_1", "seg_4", "det_4")) {
                float[] expected = EXPORT.values(output);
                assertThat(tokens.patches(output))
                        .containsExactly(
                                Arrays.copyOfRange(expected, tokens.width(output), expected.length), within(1e-4f));
            }
        }
    }

    /** A hundredth between the cosines is 1 between the logits. */
    @Test
    void theSoftMaxHasATemperatureOfAHundredth() {
        TextAnchors anchors = TextAnchors.learned(new float[] {1, 0}, new float[] {0, 1});
        TokenMap painter = new TokenMap(EXPORT.model().image(), true, 0);
        float[] patch = {0.6f, 0.61f};
        Branch found = new SentenceBranch(anchors, painter).of(new AdaptedTokens(List.of(patch), List.of(patch)));
        double expected = 1 / (1 + Math.exp(-1));
        assertThat((double) found.image()).isCloseTo(expected, within(1e-4));
        assertThat((double) found.highest()).isCloseTo(expected, within(1e-4));
    }

    @Test
    void aSingleReferenceIsAveragedWithoutScales() {
        try (FittedDetector fitted = training()
                .with(FoundationOptions.REFERENCES, 1)
                .fit(Samples.of(EXPORT.images("references").subList(0, 1)))) {
            double sentences = EXPORT.values("zero/image")[0];
            double references = 2 * fitted.detect(EXPORT.image("image")).score() - sentences;
            assertThat(references).isGreaterThanOrEqualTo(EXPORT.values("few/image")[0]);
        }
    }

    @Test
    void sentencesAreThoseOfTheAuthors() {
        try (FittedDetector fitted = training().fit(TrainingSet.empty())) {
            List<ComparesSentences.SentenceSimilarity> sentences =
                    fitted.capability(ComparesSentences.class).orElseThrow().sentences(EXPORT.image("image"));
            assertThat(sentences).hasSize(12 * 35);
            assertThat(sentences.stream().map(ComparesSentences.SentenceSimilarity::sentence))
                    .containsAll(EXPORT.lines("normal/sentences"))
                    .containsAll(EXPORT.lines("anomalous/sentences"));
        }
    }

    @Test
    void whatIsMissingIsSaidInALine() {
        assertThatThrownBy(() -> Training.of(new Mvfa()).fit(TrainingSet.empty()))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContaining("-o weights=FOLDER");
        assertThatThrownBy(() -> training()
                        .with(FoundationOptions.WEIGHTS, Export.of("plain").weights())
                        .fit(TrainingSet.empty()))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("needs clip, variant mvfa");
        assertThatThrownBy(() -> training().with(Mvfa.SCORE, "other").fit(TrainingSet.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("score");
    }
}
