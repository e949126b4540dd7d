package io.xvad.detectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.engine.Tensor;
import io.xvad.detectors.autoencoder.Autoencoder;
import io.xvad.detectors.cavga.Cavga;
import io.xvad.detectors.deepsvdd.DeepSvdd;
import io.xvad.detectors.draem.Draem;
import io.xvad.detectors.efficientad.EfficientAd;
import io.xvad.detectors.stfpm.Stfpm;
import io.xvad.detectors.vae.Vae;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradients of networks that are trained here are those of the score. */
class NetworkGradientTest {

    /** What is behind fifty normalisations is straight over a short way only, the more so before their averages are those of the data. */
    private static final Map<String, String> NORMALISED = Map.of(
            "width", "4", "segmentation-width", "4", "epochs", "6", "epoch-images", "64", "learning-rate", "0.003");

    private static final double LONG_STEP = 0.004;

    /** Where the score bends within the long one. */
    private static final double SHORT_STEP = 0.001;

    static Stream<Arguments> detectors() {
        return Stream.of(
                Arguments.of(new Autoencoder(), Map.of("loss", "ssim")),
                Arguments.of(new Autoencoder(), Map.of("loss", "mse")),
                Arguments.of(new Autoencoder(), Map.of("crop", "32", "stride", "20")),
                Arguments.of(new Autoencoder(), Map.of("score", "map-mean")),
                Arguments.of(new Vae(), Map.of("score", "reconstruction-probability")),
                Arguments.of(new Vae(), Map.of("score", "elbo")),
                Arguments.of(new Vae(), Map.of("score", "map-max")),
                Arguments.of(new Cavga(), Map.of("encoder", "dcgan")),
                Arguments.of(new Cavga(), Map.of("encoder", "dcgan", "score", "difference")),
                Arguments.of(new Cavga(), Map.of("encoder", "backbone")),
                Arguments.of(new Cavga(), Map.of("encoder", "backbone", "score", "difference")),
                Arguments.of(new DeepSvdd(), Map.of("width", "4", "pretraining-epochs", "2")),
                Arguments.of(new Draem(), NORMALISED),
                Arguments.of(new Stfpm(), Map.of("engine", "dl4j", "input-size", "96")),
                Arguments.of(new EfficientAd(), Map.of("epoch-images", "10", "autoencoder-width", "8")));
    }

    private static FittedDetector fit(Detector detector, Map<String, String> own) {
        Map<String, String> options = new HashMap<>(own);
        options.putIfAbsent("epochs", "2");
        options.putIfAbsent("input-size", "64");
        return Training.of(detector).withOptions(options).fit(Samples.of(TestImages.normals(6)));
    }

    /** No sample comes near 0 or 1, so that nothing is cut off. */
    private static Image softened(Image image) {
        float[] values = image.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.2f + 0.6f * values[i];
        }
        return Image.of(image.id(), image.channels(), image.height(), image.width(), values);
    }

    private static Image moved(Image image, Tensor direction, double step) {
        float[] values = image.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] + step * direction.buffer().get(i));
        }
        return Image.of(image.id(), image.channels(), image.height(), image.width(), values);
    }

    private static double squared(Tensor tensor) {
        double sum = 0;
        for (float value : tensor.toArray()) {
            sum += value * value;
        }
        return sum;
    }

    /** How much the score rises along a direction, for each unit of it. */
    private static double rise(FittedDetector fitted, Image image, Tensor direction, double step) {
        double above = fitted.detect(moved(image, direction, step)).score();
        return (above - fitted.detect(moved(image, direction, -step)).score()) / (2 * step);
    }

    /** Along its own direction the score rises by the squared norm of the gradient. */
    @ParameterizedTest
    @MethodSource("detectors")
    void agreesWithFiniteDifferences(Detector detector, Map<String, String> options) {
        try (FittedDetector fitted = fit(detector, options)) {
            Differentiable differentiable =
                    fitted.capability(Differentiable.class).orElseThrow();
            Image image = softened(TestImages.withSquare());
            Tensor gradient = differentiable.inputGradient(image);
            assertThat(gradient.shape()).containsExactly(image.channels(), image.height(), image.width());
            double squared = squared(gradient);
            assertThat(List.of(
                            rise(fitted, image, gradient, LONG_STEP / Math.sqrt(squared)) / squared,
                            rise(fitted, image, gradient, SHORT_STEP / Math.sqrt(squared)) / squared))
                    .anySatisfy(ratio -> assertThat(ratio).isCloseTo(1, within(0.05)));
        }
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void activationsHaveGradientsOfTheirShape(Detector detector, Map<String, String> options) {
        try (FittedDetector fitted = fit(detector, options)) {
            Differentiable differentiable =
                    fitted.capability(Differentiable.class).orElseThrow();
            Image image = TestImages.withSquare();
            assertThat(differentiable.activations()).isNotEmpty();
            for (String name : differentiable.activations()) {
                Differentiable.ActivationGradient activation = differentiable.activationGradient(image, name);
                assertThat(activation.gradient().shape())
                        .hasSize(3)
                        .isEqualTo(activation.activation().shape());
                assertThat(squared(activation.gradient())).as(name).isPositive();
            }
            assertThatThrownBy(() -> differentiable.activationGradient(image, "none such"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(differentiable.activations().get(0));
        }
    }
}
