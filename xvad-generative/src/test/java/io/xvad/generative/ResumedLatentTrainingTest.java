package io.xvad.generative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Detection;
import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.progress.EpochLoss;
import io.xvad.core.progress.ProgressListener;
import io.xvad.generative.decodiff.DecoDiff;
import io.xvad.generative.diffusion.Anomalies;
import io.xvad.generative.latentddpm.LatentDdpm;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A training in two stages that was interrupted in each and taken up again gives the same detector to the bit. */
class ResumedLatentTrainingTest {

    @TempDir
    private Path directory = Path.of("");

    private static final Map<String, String> SMALL = Map.of(
            "input-size", "32",
            "autoencoder-width", "4",
            "latent-channels", "2",
            "width", "4",
            "levels", "1",
            "batch-size", "4",
            "epoch-images", "8",
            "autoencoder-epochs", "2",
            "epochs", "3");

    static Stream<Arguments> detectors() {
        return Stream.of(
                Arguments.of(new DecoDiff(), Map.of()),
                Arguments.of(new LatentDdpm(), Map.of("codes", "8", "divergence-times", "2", "sampling-steps", "2")));
    }

    /** Cancels a training after so many epochs of both stages. */
    private static ProgressListener cancelling(int epochs) {
        AtomicInteger seen = new AtomicInteger();
        return new ProgressListener() {
            @Override
            public void progressed(String phase, long done, long all) {}

            @Override
            public void trained(EpochLoss loss) {
                if (seen.incrementAndGet() == epochs) {
                    throw new CancellationException("after " + epochs);
                }
            }
        };
    }

    private static Detection detection(Detector detector, Map<String, String> options, ProgressListener progress) {
        try (FittedDetector fitted = Training.of(detector)
                .withOptions(options)
                .withProgress(progress)
                .withHeldOut(0)
                .fit(Samples.of(TestImages.normals(6)))) {
            return fitted.detect(Anomalies.square(99));
        }
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void endsWhereItWouldHaveEndedAnyway(Detector detector, Map<String, String> own) {
        Map<String, String> options = new HashMap<>(SMALL);
        options.putAll(own);
        Detection whole = detection(detector, options, ProgressListener.none());
        options.put("checkpoint", directory.resolve("training").toString());
        for (int epochs : new int[] {1, 3}) {
            assertThatThrownBy(() -> detection(detector, options, cancelling(epochs)))
                    .isInstanceOf(CancellationException.class);
        }
        assertThat(detection(detector, options, ProgressListener.none())).isEqualTo(whole);
    }
}
