package io.xvad.generative.diad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Detection;
import io.xvad.core.Effort;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
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

class DiadTest extends DetectorContract {

    @Override
    protected Detector detector() {
        return new Diad();
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
                Map.entry("autoencoder-width", "8"),
                Map.entry("width", "8"),
                Map.entry("hint-width", "4"),
                Map.entry("batch-size", "8"),
                Map.entry("learning-rate", "0.005"),
                Map.entry("epoch-images", "16"),
                Map.entry("autoencoder-epochs", "8"),
                Map.entry("prior-epochs", "4"),
                Map.entry("epochs", "6"),
                Map.entry("sampling-steps", "3"));
    }

    private Detection detection(Map<String, String> changed, ProgressListener progress) {
        Map<String, String> options = new HashMap<>(options());
        options.putAll(Map.of("epochs", "2", "prior-epochs", "2", "autoencoder-epochs", "1", "epoch-images", "8"));
        options.putAll(changed);
        try (FittedDetector fitted = Training.of(detector())
                .withOptions(options)
                .withProgress(progress)
                .withHeldOut(0)
                .fit(Samples.of(normals()))) {
            return fitted.detect(anomaly());
        }
    }

    /** Interrupted in the training of the diffusion model, between that of the autoencoder and that of the guidance; with too little time for an image. */
    @Test
    void aTrainingThatIsTakenUpAgainEndsWhereItWouldHaveEndedAnywayAndABudgetInSecondsIsKept(@TempDir Path directory) {
        Map<String, String> budget = Map.of("seconds", "1.0E-6");
        Detection whole = detection(budget, ProgressListener.none());
        assertThat(whole.effort()).contains(new Effort(1, false));
        Map<String, String> checked = new HashMap<>(budget);
        checked.put("checkpoint", directory.resolve("training").toString());
        assertThatThrownBy(() -> detection(checked, cancelling())).isInstanceOf(CancellationException.class);
        assertThat(detection(checked, ProgressListener.none())).isEqualTo(whole);
    }

    /** Cancels a training after two epochs. */
    private static ProgressListener cancelling() {
        AtomicInteger seen = new AtomicInteger();
        return new ProgressListener() {
            @Override
            public void progressed(String stage, long done, long total) {}

            @Override
            public void trained(EpochLoss loss) {
                if (seen.incrementAndGet() == 2) {
                    throw new CancellationException("after two epochs");
                }
            }
        };
    }

    @Test
    void optionsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> Training.of(detector()).withOptions(Map.of("noise-time", "1001")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("noise-time");
        for (Map<String, String> options :
                List.of(Map.of("levels", "1"), Map.of("layers", "stride7"), Map.of("width", "5"))) {
            assertThatThrownBy(
                            () -> Training.of(detector()).withOptions(options).fit(Samples.of(normals())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(options.values().iterator().next());
        }
    }
}
