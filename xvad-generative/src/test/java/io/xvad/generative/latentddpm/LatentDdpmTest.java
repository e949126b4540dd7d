package io.xvad.generative.latentddpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.progress.EpochLoss;
import io.xvad.core.progress.ProgressListener;
import io.xvad.generative.TestImages;
import io.xvad.generative.diffusion.Anomalies;
import io.xvad.testkit.DetectorContract;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatentDdpmTest extends DetectorContract {

    @Override
    protected Detector detector() {
        return new LatentDdpm();
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
                Map.entry("latent-stride", "4"),
                Map.entry("latent-channels", "4"),
                Map.entry("codes", "16"),
                Map.entry("autoencoder-width", "8"),
                Map.entry("width", "8"),
                Map.entry("levels", "1"),
                Map.entry("batch-size", "8"),
                Map.entry("learning-rate", "0.005"),
                Map.entry("average", "0.9"),
                Map.entry("epoch-images", "40"),
                Map.entry("autoencoder-epochs", "8"),
                Map.entry("epochs", "8"),
                Map.entry("divergence-times", "4"),
                Map.entry("sampling-steps", "4"),
                Map.entry("score", "map-mean"));
    }

    @Test
    void aBudgetInSecondsIsKept() {
        Map<String, String> options = new HashMap<>(options());
        options.putAll(Map.of("seconds", "1.0E-6", "epochs", "1", "autoencoder-epochs", "1"));
        try (FittedDetector fitted =
                Training.of(detector()).withOptions(options).withHeldOut(0).fit(Samples.of(normals()))) {
            Image image = anomaly().requireImage();
            Image restored = fitted.capability(Reconstructs.class).orElseThrow().reconstruct(image);
            assertThat(restored.height()).isEqualTo(image.height());
        }
    }

    /** Interrupted in the training of the autoencoder, and in that of the diffusion model. */
    @Test
    void aTrainingThatIsTakenUpAgainEndsWhereItWouldHaveEndedAnyway(@TempDir Path directory) {
        Map<String, String> options = new HashMap<>(options());
        options.putAll(Map.of("epochs", "3", "autoencoder-epochs", "2", "epoch-images", "8"));
        Detection whole = detection(options, ProgressListener.none());
        options.put("checkpoint", directory.resolve("training").toString());
        for (int epochs : new int[] {1, 3}) {
            assertThatThrownBy(() -> detection(options, cancelling(epochs))).isInstanceOf(CancellationException.class);
        }
        assertThat(detection(options, ProgressListener.none())).isEqualTo(whole);
    }

    private Detection detection(Map<String, String> options, ProgressListener progress) {
        try (FittedDetector fitted = Training.of(detector())
                .withOptions(options)
                .withProgress(progress)
                .withHeldOut(0)
                .fit(Samples.of(normals()))) {
            return fitted.detect(anomaly());
        }
    }

    /** Cancels a training after so many epochs of both stages. */
    private static ProgressListener cancelling(int epochs) {
        AtomicInteger seen = new AtomicInteger();
        return new ProgressListener() {
            @Override
            public void progressed(String stage, long done, long total) {}

            @Override
            public void trained(EpochLoss loss) {
                if (seen.incrementAndGet() == epochs) {
                    throw new CancellationException("after " + epochs);
                }
            }
        };
    }

    @Test
    void optionsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> Training.of(detector()).withOptions(Map.of("percentile", "101")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("percentile");
        assertThatThrownBy(() -> Training.of(detector())
                        .withOptions(Map.of("divergence-from", "700"))
                        .fit(Samples.of(normals())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("divergence-to");
    }
}
