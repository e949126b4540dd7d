package io.xvad.generative.likelihoodregret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Detection;
import io.xvad.core.Effort;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.generative.TestImages;
import io.xvad.testkit.DetectorContract;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LikelihoodRegretTest extends DetectorContract {

    @Override
    protected Detector detector() {
        return new LikelihoodRegret();
    }

    @Override
    protected List<Sample> normals() {
        List<Sample> normals = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            normals.add(bar("bar-" + i, 4 + i, 0.3f, 0.7f));
        }
        return normals;
    }

    /** A bar lies where none did, and dark is bright. */
    @Override
    protected Sample anomaly() {
        return bar("anomaly", 1, 1, 0);
    }

    private static Image bar(String id, int row, float ground, float bar) {
        float[] values = new float[256];
        Arrays.fill(values, ground);
        Arrays.fill(values, 16 * row, 16 * (row + 4), bar);
        return Image.of(id, 1, 16, 16, values);
    }

    @Override
    protected Map<String, String> options() {
        return options(Map.of());
    }

    private static Map<String, String> options(Map<String, String> more) {
        Map<String, String> options = new HashMap<>(Map.of(
                "input-size", "16",
                "width", "4",
                "latent", "3",
                "levels", "8",
                "epochs", "12",
                "epoch-images", "32",
                "batch-size", "4",
                "learning-rate", "0.005",
                "search-steps", "10",
                "samples", "10"));
        options.putAll(more);
        return options;
    }

    private static FittedDetector fitted(Map<String, String> more) {
        return Training.of(new LikelihoodRegret())
                .withOptions(options(more))
                .withHeldOut(0)
                .fit(Samples.of(TestImages.normals(6)));
    }

    @Test
    void withoutSmoothingTheMapOfTheLikelihoodIsNeverNegative() {
        try (FittedDetector fitted = fitted(Map.of("score", "likelihood", "sigma", "0"))) {
            Detection detection = fitted.detect(TestImages.anomaly(1));
            assertThat(detection.score()).isPositive();
            for (float value : detection.map().toArray()) {
                assertThat(value).isNotNegative();
            }
        }
    }

    /** A step that hardly moves the posterior gains hardly anything, over the same noise. */
    @Test
    void withoutASearchThereIsNoRegret() {
        try (FittedDetector fitted = fitted(Map.of("search-rate", "1e-9", "search-steps", "1"))) {
            Detection detection = fitted.detect(TestImages.anomaly(1));
            assertThat(detection.score()).isCloseTo(0, within(1e-3));
            assertThat(detection.effort()).contains(new Effort(1, true));
        }
    }

    @Test
    void reconstructsInTheGeometryAndChannelsOfTheImage() {
        try (FittedDetector fitted = fitted(Map.of())) {
            Reconstructs reconstructs = fitted.capability(Reconstructs.class).orElseThrow();
            Image grey = reconstructs.reconstruct(TestImages.normal(1));
            assertThat(List.of(grey.channels(), grey.height(), grey.width())).isEqualTo(List.of(1, 60, 80));
            Image colour = reconstructs.reconstruct(Image.of("colour", 3, 10, 20, new float[600]));
            assertThat(List.of(colour.channels(), colour.height(), colour.width()))
                    .isEqualTo(List.of(3, 10, 20));
        }
    }

    /** The side is rounded up to a multiple of 8. */
    @Test
    void oneDrawAndASideThatIsNoMultipleOfEightWillDo() {
        try (FittedDetector fitted =
                fitted(Map.of("input-size", "9", "epochs", "1", "search-draws", "1", "samples", "1"))) {
            assertThat(fitted.detect(TestImages.normal(1)).map().width()).isEqualTo(80);
        }
    }

    @Test
    void optionsThatCannotBeAreRefused() {
        for (String[] wrong : new String[][] {{"levels", "1"}, {"search-steps", "0"}, {"bound", "exact"}}) {
            assertThatThrownBy(() -> Training.of(detector()).withOptions(Map.of(wrong[0], wrong[1])))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(wrong[0]);
        }
    }
}
