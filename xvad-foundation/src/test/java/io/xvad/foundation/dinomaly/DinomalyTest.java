package io.xvad.foundation.dinomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadModelException;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.Provenance;
import io.xvad.data.preprocess.Resize;
import io.xvad.foundation.model.Export;
import io.xvad.testkit.DetectorContract;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DinomalyTest extends DetectorContract {

    private static final Export EXPORT = Export.of("dinomaly");

    @Override
    protected Detector detector() {
        return new Dinomaly();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("weights", EXPORT.weights());
    }

    @Override
    protected List<Sample> normals() {
        List<Sample> normals = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            normals.add(EXPORT.image("other").withId("normal-" + i));
        }
        return normals;
    }

    /** Of the two images the one that the random network is further from. */
    @Override
    protected Sample anomaly() {
        return EXPORT.image("image");
    }

    private static FittedDetector fitted(Map<String, String> options) {
        return Training.of(new Dinomaly()).withOptions(options).fit(TrainingSet.empty());
    }

    private static FittedDinomaly own() {
        Provenance provenance = fitted(Map.of("weights", EXPORT.weights())).provenance();
        return new FittedDinomaly(EXPORT.model(), provenance);
    }

    @Test
    void featuresAreThoseOfTheSpecification() {
        CentreView view = new CentreView(64, EXPORT.model().image());
        try (Network network = EXPORT.model().open("network")) {
            Map<String, Tensor> found = network.run(view.input().normalised(List.of(view.seen(EXPORT.image("image")))));
            assertThat(found.keySet()).containsExactlyInAnyOrder("encoder_0", "decoder_0", "encoder_1", "decoder_1");
            found.forEach((name, tensor) -> EXPORT.assertClose(tensor.toArray(), "image/" + name));
        }
    }

    @Test
    void scoresAndMapsAsTheSpecificationSays() {
        try (FittedDetector fitted = fitted(options())) {
            for (String name : List.of("image", "other")) {
                Detection detection = fitted.detect(EXPORT.image(name));
                assertThat(detection.score()).isCloseTo(EXPORT.values(name + "/score")[0], within(1e-4));
            }
        }
    }

    @Test
    void theMapBeforeItIsBroughtToTheImageIsThatOfTheSpecification() {
        try (FittedDinomaly fitted = own()) {
            float[] map = fitted.map(EXPORT.image("image"));
            float[] every8th = new float[32 * 32];
            for (int i = 0; i < every8th.length; i++) {
                every8th[i] = map[i / 32 * 8 * 256 + i % 32 * 8];
            }
            EXPORT.assertClose(every8th, "image/every-8th");
        }
    }

    /** What the network sees of an image of 256 x 256 pixels is 224 x 224 pixels large. */
    @Test
    void theMapLiesInTheMiddleAndIsLowestAround() {
        Image square = Resize.image(EXPORT.image("image"), 256, 256);
        float[] map = new float[256 * 256];
        map[0] = 1;
        Arrays.fill(map, 1, map.length, 2);
        CentreView view = new CentreView(64, EXPORT.model().image());
        float[] restored = view.restored(map, 256, square).toArray();
        assertThat(restored[15 * 256 + 128]).isEqualTo(1);
        assertThat(restored[16 * 256 + 128]).isEqualTo(2);
        assertThat(restored[239 * 256 + 128]).isEqualTo(2);
        assertThat(restored[240 * 256 + 128]).isEqualTo(1);
    }

    @Test
    void blursAsTheSpecificationDoes() {
        float[] plane = new float[7 * 6];
        plane[3 * 6 + 2] = 1;
        float[] blurred = new SmallBlur(5, 4).apply(plane, 7, 6);
        double sum = 0;
        for (float value : blurred) {
            sum += value;
        }
        assertThat(sum).isCloseTo(1, within(1e-6));
        assertThat(blurred[3 * 6 + 5]).isZero();
        assertThat(blurred[3 * 6 + 1] / blurred[3 * 6 + 2]).isCloseTo((float) Math.exp(-1 / 32.0), within(1e-6f));
    }

    @Test
    void withoutWeightsOrWithOthersItSaysWhatIsNeeded() {
        assertThatExceptionOfType(XvadUnavailableException.class)
                .isThrownBy(() -> fitted(Map.of()))
                .withMessageContaining("detector 'dinomaly' needs weights that you bring");
        assertThatExceptionOfType(XvadModelException.class)
                .isThrownBy(() -> fitted(Map.of("weights", Export.of("dinov2").weights())))
                .withMessageContaining("needs dinomaly");
    }

    @Test
    void itsProvenanceNamesTheWeights() {
        try (FittedDetector fitted = fitted(options())) {
            assertThat(fitted.provenance().external()).singleElement().satisfies(model -> assertThat(
                            model.weightsSha256())
                    .contains(EXPORT.model().sha256()));
        }
    }
}
