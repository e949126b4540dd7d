package io.xvad.detectors.pretext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.detectors.mahalanobis.Mahalanobis;
import io.xvad.detectors.odin.Odin;
import io.xvad.training.GoldenLoss;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scores and maps on networks of torchvision's blocks equal PyTorch's; see golden/networks.py. */
class OwnNetworksTest {

    private static final int SIZE = 32;
    private static final int VALUES = 3 * SIZE * SIZE;

    @TempDir
    private Path directory = Path.of("");

    private static float[] golden(String network, String what) throws IOException {
        return new GoldenLoss(network, new Trainable(1)).values(what);
    }

    private static FittedDetector fitted(Detector detector, String network, Map<String, String> more)
            throws IOException, URISyntaxException {
        float[] normals = golden(network, "normals");
        List<Sample> samples = IntStream.range(0, normals.length / VALUES)
                .<Sample>mapToObj(i -> Image.of(
                        "normal-" + i, 3, SIZE, SIZE, Arrays.copyOfRange(normals, i * VALUES, (i + 1) * VALUES)))
                .toList();
        Path onnx = Path.of(Objects.requireNonNull(OwnNetworksTest.class.getResource("/golden/" + network + ".onnx"))
                .toURI());
        Map<String, String> options = new HashMap<>(more);
        options.putAll(Map.of("classifier", onnx.toString(), "sigma", "0"));
        return Training.of(detector).withOptions(options).withHeldOut(0).fit(Samples.of(samples));
    }

    private static Detection detection(FittedDetector fitted, String network) throws IOException {
        return fitted.detect(Image.of("image", 3, SIZE, SIZE, golden(network, "image")));
    }

    /** Distances from Gaussians of eight images are in the thousands. */
    private static void near(double value, double golden) {
        assertThat(value).isCloseTo(golden, within(1e-4 * Math.max(1, Math.abs(golden))));
    }

    @ParameterizedTest
    @CsvSource({
        "resnet,odin",
        "resnet,mahalanobis",
        "mobilenet,odin",
        "mobilenet,mahalanobis",
        "efficientnet,odin",
        "efficientnet,mahalanobis",
        "densenet,odin",
        "densenet,mahalanobis",
        "mixed,odin"
    })
    void equalPyTorch(String network, String method) throws Exception {
        Detector detector = method.equals("odin") ? new Odin() : new Mahalanobis();
        Map<String, String> options = method.equals("odin") ? Map.of("temperature", "2") : Map.of();
        Map<String, String> still = new HashMap<>(options);
        still.put("epsilon", "0");
        Map<String, String> moved = new HashMap<>(options);
        moved.put("epsilon", "0.01");
        try (FittedDetector unmoved = fitted(detector, network, still);
                FittedDetector fitted = fitted(detector, network, moved)) {
            near(-detection(unmoved, network).score(), golden(network, method + "-confidence")[0]);
            Path file = directory.resolve("model.xvad");
            Models.save(fitted, file);
            try (FittedDetector loaded = Models.load(file)) {
                assertThat(loaded.detect(Image.of("image", 3, SIZE, SIZE, golden(network, "image"))))
                        .isEqualTo(detection(fitted, network));
            }
            Detection found = detection(fitted, network);
            near(found.score(), golden(network, method + "-score")[0]);
            float[] map = golden(network, method + "-map");
            float highest = 0;
            for (float value : map) {
                highest = Math.max(highest, value);
            }
            assertThat(found.map().toArray()).containsExactly(map, within(1e-4f * highest));
        }
    }
}
