package io.xvad.foundation.aaclip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Decision;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadModelException;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.capability.ComparesSentences;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.data.preprocess.Resize;
import io.xvad.foundation.detector.FoundationOptions;
import io.xvad.foundation.model.Export;
import io.xvad.foundation.tokens.ImageTokens;
import io.xvad.foundation.tokens.PatchEncoder;
import io.xvad.testkit.DetectorContract;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AaClipTest extends DetectorContract {

    private static final Export EXPORT = Export.of("aa-clip");
    private static final int SIZE = 40;
    private static final int NORMAL = 1;
    private static final int ANOMALY = 0;

    @Override
    protected Detector detector() {
        return new AaClip();
    }

    @Override
    protected List<Sample> normals() {
        return IntStream.range(0, 5)
                .<Sample>mapToObj(i -> {
                    float[] values = EXPORT.images("references").get(NORMAL).toArray();
                    values[i] = 0.5f;
                    return Image.of("normal " + i, 3, 36, 36, values);
                })
                .toList();
    }

    /** One that the random network happens to find more anomalous. */
    @Override
    protected Sample anomaly() {
        return EXPORT.images("references").get(ANOMALY);
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("weights", EXPORT.weights(), "references", "3", "threads", "1");
    }

    private static Training training() {
        return Training.of(new AaClip())
                .with(FoundationOptions.WEIGHTS, EXPORT.weights())
                .with(FoundationOptions.CLASS_NAME, EXPORT.lines("class").get(0))
                .withHeldOut(0);
    }

    private static FittedDetector withReferences() {
        return training().with(FoundationOptions.SCALING_REFERENCES, 4).fit(Samples.of(EXPORT.images("references")));
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
    void withoutReferencesMapAndItsMaximumEqualPyTorch() {
        try (FittedDetector fitted = training().fit(TrainingSet.empty())) {
            Detection detection = fitted.detect(EXPORT.image("image"));
            assertThat(detection.score()).isCloseTo(highest("industrial/map"), within(1e-4));
            assertMap(detection, "industrial/map");
            assertThat(detection.verdict().decision()).isEqualTo(Decision.UNDECIDED);
            assertThat(fitted.provenance().trainingSize()).isZero();
        }
    }

    @Test
    void withReferencesTheScoreIsTheMeanOfBothPartsOnTheirScales() {
        try (FittedDetector fitted = withReferences()) {
            Detection detection = fitted.detect(EXPORT.image("image"));
            assertThat(detection.score()).isCloseTo(EXPORT.values("industrial/score")[0], within(1e-3));
            assertMap(detection, "industrial/map");
            assertThat(fitted.provenance().trainingSize()).isEqualTo(4);
        }
    }

    @Test
    void medicalMapsAreSmootherAndAreAllThatIsScored() {
        try (FittedDetector fitted = training()
                .with(AaClip.DOMAIN, "medical")
                .with(FoundationOptions.SCALING_REFERENCES, 4)
                .fit(Samples.of(EXPORT.images("references")))) {
            Detection detection = fitted.detect(EXPORT.image("image"));
            assertThat(detection.score()).isCloseTo(highest("medical/map"), within(1e-4));
            assertMap(detection, "medical/map");
            assertThat(fitted.provenance().trainingSize()).isZero();
        }
    }

    @Test
    void patchesAreThoseOfAdaptedBlocks() {
        try (PatchEncoder encoder = PatchEncoder.of(EXPORT.model())) {
            ImageTokens tokens = encoder.encode(EXPORT.image("image"));
            EXPORT.assertClose(
                    encoder.input().tensor(List.of(EXPORT.image("image"))).toArray(), "pixel_values");
            EXPORT.assertClose(tokens.vector("det"), "det");
            for (int layer = 1; layer <= 4; layer++) {
                EXPORT.assertClose(tokens.patches("seg_" + layer), "seg_" + layer);
            }
        }
    }

    @Test
    void sentencesAreThoseOfTheAuthorsAndGoThroughTheAdaptedTextEncoder() {
        try (FittedDetector fitted = training().fit(TrainingSet.empty())) {
            List<ComparesSentences.SentenceSimilarity> sentences =
                    fitted.capability(ComparesSentences.class).orElseThrow().sentences(EXPORT.image("image"));
            assertThat(sentences.stream().map(ComparesSentences.SentenceSimilarity::sentence))
                    .containsExactlyInAnyOrderElementsOf(
                            concatenated(EXPORT.lines("normal/sentences"), EXPORT.lines("anomalous/sentences")));
            assertThat(sentences.get(0).similarity())
                    .isGreaterThan(sentences.get(15).similarity());
        }
    }

    private static List<String> concatenated(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** By hand: the middle of a kernel of 3 with sigma 1 is 1 / (1 + 2 exp(-1/2)); the border's neighbour is on both sides of the border. */
    @Test
    void theBlurMirrorsWithoutRepeatingTheBorder() {
        float[] blurred = new GridBlur(3, 1).apply(new float[] {1, 0, 0, 0, 0, 0, 0, 0, 0}, 3);
        double middle = 1 / (1 + 2 * Math.exp(-0.5));
        double side = middle * Math.exp(-0.5);
        double[] line = {middle, side, 0};
        for (int i = 0; i < 9; i++) {
            assertThat((double) blurred[i]).isCloseTo(line[i / 3] * line[i % 3], within(1e-6));
        }
        float[] inner = new GridBlur(3, 1).apply(new float[] {0, 0, 0, 0, 1, 0, 0, 0, 0}, 3);
        assertThat((double) inner[0]).isCloseTo(4 * side * side, within(1e-6));
        assertThatThrownBy(() -> new GridBlur(7, 1).apply(new float[9], 3))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("needs more than 3 patches along a side");
    }

    @Test
    void whatIsMissingIsSaidInALine() {
        assertThatThrownBy(() -> Training.of(new AaClip()).fit(TrainingSet.empty()))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContaining("-o weights=FOLDER");
        assertThatThrownBy(() -> training()
                        .with(FoundationOptions.WEIGHTS, Export.of("plain").weights())
                        .fit(TrainingSet.empty()))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("needs clip, variant aa-clip");
        assertThatThrownBy(() -> training().with(AaClip.DOMAIN, "other").fit(TrainingSet.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("domain");
    }
}
