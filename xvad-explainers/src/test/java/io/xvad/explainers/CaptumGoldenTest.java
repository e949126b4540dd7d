package io.xvad.explainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Saliency;
import io.xvad.core.model.Npy;
import io.xvad.core.registry.Registry;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attributions of toy networks against those of Captum; see golden/README.md. */
class CaptumGoldenTest {

    private static final Offset<Double> CLOSE = within(1e-4);

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(CaptumGoldenTest.class.getResourceAsStream("/golden/toy-" + name), name)) {
            return in.readAllBytes();
        }
    }

    private static double[] golden(String network, String name) throws IOException {
        String file = network + "-" + name + ".npy";
        return Npy.read(file, bytes(file)).doubles();
    }

    private static ToyNetwork network(String network) throws IOException {
        return ToyNetwork.open(bytes(network + ".onnx"), (int) golden(network, "target")[0]);
    }

    private static Image image(String network) throws IOException {
        Npy npy = Npy.read(network, bytes(network + "-image.npy"));
        return Image.of("toy", npy.shape()[0], npy.shape()[1], npy.shape()[2], npy.floats());
    }

    private static float[] map(FittedDetector fitted, Image image, String name, Map<String, String> options) {
        Explainer explainer = Registry.load(Explainer.class).get(name);
        return explainer
                .explain(fitted, image, fitted.detect(image), ExplainRequest.of(explainer, options, 1))
                .evidence(Saliency.class)
                .findFirst()
                .orElseThrow()
                .map()
                .toArray();
    }

    private static void agrees(String network, String golden, String explainer, Map<String, String> options)
            throws IOException {
        double[] expected = golden(network, golden);
        try (ToyNetwork fitted = network(network)) {
            float[] map = map(fitted, image(network), explainer, options);
            assertThat(map).hasSize(expected.length);
            for (int i = 0; i < map.length; i++) {
                assertThat((double) map[i]).as("pixel " + i).isCloseTo(expected[i], CLOSE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"published", "seeded"})
    void scores(String network) throws IOException {
        try (ToyNetwork fitted = network(network)) {
            assertThat(fitted.detect(image(network)).score()).isCloseTo(golden(network, "score")[0], CLOSE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "published, gradient",
        "published, integrated-gradients",
        "published, guided-backprop",
        "published, grad-cam",
        "seeded, gradient",
        "seeded, integrated-gradients",
        "seeded, guided-backprop",
        "seeded, grad-cam"
    })
    void gradients(String network, String explainer) throws IOException {
        agrees(network, explainer, explainer, Map.of());
    }

    @ParameterizedTest
    @CsvSource({"published, epsilon", "seeded, epsilon", "unbiased, epsilon", "unbiased, gamma", "unbiased, alpha-beta"
    })
    void relevance(String network, String rule) throws IOException {
        agrees(network, "lrp-" + rule, "lrp", Map.of("rule", rule, "epsilon", "1e-9", "biases", "true"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"published", "seeded"})
    void occlusion(String network) throws IOException {
        agrees(network, "occlusion", "occlusion", Map.of("window", "0.4", "scales", "1", "step", "0.5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"published", "seeded"})
    void shapleyValues(String network) throws IOException {
        agrees(network, "kernel-shap", "kernel-shap", Map.of("superpixels", "4"));
    }

    /** If biases keep nothing, no rule loses anything. */
    @ParameterizedTest
    @CsvSource({"unbiased, epsilon", "unbiased, gamma", "unbiased, alpha-beta", "seeded, gamma"})
    void relevanceAddsUpToTheScore(String network, String rule) throws IOException {
        try (ToyNetwork fitted = network(network)) {
            Map<String, String> options = Map.of("rule", rule, "epsilon", "1e-9", "alpha", "2");
            double sum = 0;
            for (float relevance : map(fitted, image(network), "lrp", options)) {
                sum += relevance;
            }
            double score = fitted.detect(image(network)).score();
            assertThat(sum).isCloseTo(score, within(0.01 * score));
        }
    }
}
