package io.xvad.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.detectors.cavga.Cavga;
import io.xvad.detectors.deepsvdd.DeepSvdd;
import io.xvad.detectors.vaeattention.VaeAttention;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A training that was interrupted and taken up again gives the same detector to the bit. */
class ResumedTrainingTest {

    @TempDir
    private Path directory = Path.of("");

    private static final String SMALL = "32";

    static Stream<Arguments> detectors() {
        return Stream.of(
                Arguments.of(
                        new VaeAttention(), Map.of("latent", "8", "total-correlation", "1", "target", "difference")),
                Arguments.of(new Cavga(), Map.of("encoder", "dcgan", "width", "4")),
                Arguments.of(new Cavga(), Map.of("encoder", "backbone")),
                Arguments.of(
                        new DeepSvdd(),
                        Map.of("objective", "soft-boundary", "pretraining-epochs", "2", "warm-up", "1", "width", "4")));
    }

    private static double score(Detector detector, Map<String, String> own, int epochs, Map<String, String> more) {
        Map<String, String> options = new HashMap<>(own);
        options.putAll(more);
        options.put("epochs", Integer.toString(epochs));
        options.putIfAbsent("input-size", SMALL);
        options.put("batch-size", "2");
        try (FittedDetector fitted =
                Training.of(detector).withOptions(options).fit(Samples.of(TestImages.normals(8)))) {
            return fitted.detect(TestImages.withSquare()).score();
        }
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void endsWhereItWouldHaveEndedAnyway(Detector detector, Map<String, String> options) {
        double whole = score(detector, options, 4, Map.of());
        Map<String, String> kept =
                Map.of("checkpoint", directory.resolve("training").toString());
        score(detector, options, 2, kept);
        assertThat(score(detector, options, 4, kept)).isEqualTo(whole);
    }
}
