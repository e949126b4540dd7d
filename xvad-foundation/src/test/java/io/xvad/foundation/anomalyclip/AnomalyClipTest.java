package io.xvad.foundation.anomalyclip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Decision;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadModelException;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.model.ExternalModel;
import io.xvad.data.preprocess.Resize;
import io.xvad.foundation.detector.FoundationOptions;
import io.xvad.foundation.model.Export;
import io.xvad.foundation.tokens.ImageTokens;
import io.xvad.foundation.tokens.PatchEncoder;
import io.xvad.testkit.DetectorContract;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnomalyClipTest extends DetectorContract {

    private static final Export EXPORT = Export.of("anomalyclip");
    private static final int SIZE = 40;

    @Override
    protected Detector detector() {
        return new AnomalyClip();
    }

    @Override
    protected List<Sample> normals() {
        return IntStream.range(0, 4)
                .<Sample>mapToObj(i -> {
                    float[] values = EXPORT.image("image").toArray();
                    values[i] = 0.5f;
                    return Image.of("normal " + i, 3, SIZE, 52, values);
                })
                .toList();
    }

    /** One that the random network happens to find more anomalous. */
    @Override
    protected Sample anomaly() {
        float[] values = new float[3 * SIZE * SIZE];
        Arrays.fill(values, 0, SIZE, 0.8f);
        return Image.of("anomaly", 3, SIZE, SIZE, values);
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("weights", EXPORT.weights(), "threads", "1");
    }

    private static FittedDetector fitted() {
        return Training.of(new AnomalyClip())
                .with(FoundationOptions.WEIGHTS, EXPORT.weights())
                .fit(TrainingSet.empty());
    }

    @Test
    void scoreAndMapEqualPyTorch() {
        try (FittedDetector fitted = fitted()) {
            Image image = EXPORT.image("image");
            Detection detection = fitted.detect(image);
            assertThat(detection.score()).isCloseTo(EXPORT.values("image-score")[0], within(1e-4));
            float[] restored = Resize.plane(EXPORT.values("map"), SIZE, SIZE, image.height(), image.width(), true);
            assertThat(detection.map().toArray()).containsExactly(restored, within(1e-4f));
            assertThat(detection.verdict().decision()).isEqualTo(Decision.UNDECIDED);
        }
    }

    @Test
    void tokensAreThoseOfTheSecondPathAndTheVectorIsNotNormalised() {
        try (PatchEncoder encoder = PatchEncoder.of(EXPORT.model())) {
            ImageTokens tokens = encoder.encode(EXPORT.image("image"));
            EXPORT.assertClose(
                    encoder.input().tensor(List.of(EXPORT.image("image"))).toArray(), "pixel_values");
            EXPORT.assertClose(tokens.vector("image_embeds"), "image_embeds");
            for (String layer : List.of("vv_3", "vv_4")) {
                float[] expected = EXPORT.values(layer);
                int width = tokens.width(layer);
                assertThat(tokens.classToken(layer)).containsExactly(Arrays.copyOf(expected, width), within(1e-4f));
                assertThat(tokens.patches(layer))
                        .containsExactly(Arrays.copyOfRange(expected, width, expected.length), within(1e-4f));
            }
            assertThatThrownBy(() -> tokens.patches("vv_5"))
                    .isInstanceOf(XvadModelException.class)
                    .hasMessageContaining("must give 'vv_5'");
            assertThatThrownBy(() -> tokens.patches("image_embeds"))
                    .isInstanceOf(XvadModelException.class)
                    .hasMessageContaining("must be of shape (1, 25 or 26, W)");
        }
    }

    /** The object is never named, and a model says which weights it rests on. */
    @Test
    void promptsNameNoObject() {
        assertThat(detector().options()).doesNotContain(FoundationOptions.CLASS_NAME, FoundationOptions.PROMPTS);
        try (FittedDetector fitted = fitted()) {
            ExternalModel external = fitted.provenance().external().get(0);
            assertThat(external.weightsSha256()).contains(EXPORT.model().sha256());
            assertThat(external.promptSha256()).isEmpty();
        }
    }

    @Test
    void whatIsMissingIsSaidInALine() {
        Training training = Training.of(new AnomalyClip());
        assertThatThrownBy(() -> training.fit(TrainingSet.empty()))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContaining("-o weights=FOLDER");
        assertThatThrownBy(() -> training.with(
                                FoundationOptions.WEIGHTS, Export.of("plain").weights())
                        .fit(TrainingSet.empty()))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("needs clip, variant anomalyclip");
    }
}
