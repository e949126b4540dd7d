package io.xvad.generative.anoddpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.generative.TestImages;
import io.xvad.generative.diffusion.Anomalies;
import io.xvad.testkit.DetectorContract;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnoDdpmTest extends DetectorContract {

    @Override
    protected Detector detector() {
        return new AnoDdpm();
    }

    @Override
    protected List<Sample> normals() {
        return TestImages.normals(6);
    }

    @Override
    protected Sample anomaly() {
        return Anomalies.square(99);
    }

    @Override
    protected Map<String, String> options() {
        return Map.ofEntries(
                Map.entry("input-size", "32"),
                Map.entry("width", "4"),
                Map.entry("multipliers", "1,2"),
                Map.entry("attention-side", "0"),
                Map.entry("epochs", "2"),
                Map.entry("epoch-images", "32"),
                Map.entry("batch-size", "4"),
                Map.entry("learning-rate", "0.005"),
                Map.entry("average", "0.9"),
                Map.entry("noise-time", "200"),
                Map.entry("margin", "2"),
                Map.entry("sampling-steps", "4"),
                Map.entry("sampling", "ancestral"),
                Map.entry("runs", "2"));
    }

    private FittedDetector fitted(Map<String, String> others) {
        Map<String, String> options = new HashMap<>(options());
        options.putAll(others);
        return Training.of(detector())
                .withOptions(options)
                .withHeldOut(0)
                .withoutMeasures()
                .fit(Samples.of(normals()));
    }

    @Test
    void reconstructsInTheGeometryOfTheImageAndScoresByTheMeanOfTheMapToo() {
        try (FittedDetector fitted = fitted(Map.of("epochs", "1", "channels", "colour", "score", "map-mean"))) {
            Image image = anomaly().requireImage();
            Image restored = fitted.capability(Reconstructs.class).orElseThrow().reconstruct(image);
            Detection detection = fitted.detect(image);

            assertThat(restored.channels()).isEqualTo(1);
            assertThat(restored.height()).isEqualTo(image.height());
            assertThat(restored.width()).isEqualTo(image.width());
            assertThat(detection.score())
                    .isPositive()
                    .isLessThan(detection.map().max());
        }
    }

    /** The average of the weights goes on as well. */
    @Test
    void goesOnFromACheckpointToTheSameBits(@TempDir Path directory) {
        String file = directory.resolve("checkpoint").toString();
        fitted(Map.of("epochs", "1", "checkpoint", file)).close();
        try (FittedDetector resumed = fitted(Map.of("epochs", "2", "checkpoint", file));
                FittedDetector atOnce = fitted(Map.of("epochs", "2"))) {
            assertThat(resumed.detect(anomaly())).isEqualTo(atOnce.detect(anomaly()));
        }
    }

    @Test
    void refusesMoreNoiseThanItLearns() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fitted(Map.of("noise-time", "400")))
                .withMessageContaining("trained-times");
    }
}
