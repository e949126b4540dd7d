package io.xvad.detectors.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.GuidesGradients;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.engine.Tensor;
import io.xvad.detectors.TestImages;
import io.xvad.detectors.padim.PaDiM;
import io.xvad.detectors.patchcore.PatchCore;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScoreGradientTest {

    static Stream<Detector> detectors() {
        return Stream.of(new PatchCore(), new PaDiM());
    }

    private static FittedDetector fit(Detector detector) {
        return Training.of(detector)
                .withOptions(Map.of("engine", "dl4j", "input-size", "96"))
                .fit(Samples.of(TestImages.normals(6)));
    }

    private static Image moved(Image image, Tensor direction, double step) {
        float[] values = image.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] + step * direction.buffer().get(i));
        }
        return Image.of(image.id(), image.channels(), image.height(), image.width(), values);
    }

    /** No sample comes near 0 or 1, so that nothing is cut off. */
    private static Image softened(Image image) {
        float[] values = image.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.2f + 0.6f * values[i];
        }
        return Image.of(image.id(), image.channels(), image.height(), image.width(), values);
    }

    private static double norm(Tensor tensor) {
        double squared = 0;
        for (float value : tensor.toArray()) {
            squared += value * value;
        }
        return Math.sqrt(squared);
    }

    /** Along its own direction the score rises by the norm of the gradient. */
    @ParameterizedTest
    @MethodSource("detectors")
    void agreesWithFiniteDifferences(Detector detector) {
        try (FittedDetector fitted = fit(detector)) {
            Differentiable differentiable =
                    fitted.capability(Differentiable.class).orElseThrow();
            Image image = softened(TestImages.withSquare());
            Tensor gradient = differentiable.inputGradient(image);
            assertThat(gradient.shape()).containsExactly(1, 60, 80);
            double norm = norm(gradient);
            double step = 0.004 / norm;
            double rise = fitted.detect(moved(image, gradient, step)).score()
                    - fitted.detect(moved(image, gradient, -step)).score();
            assertThat(rise / (2 * step * norm * norm)).isCloseTo(1, within(0.05));
        }
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void activationsHaveGradientsOfTheirShape(Detector detector) {
        try (FittedDetector fitted = fit(detector)) {
            Differentiable differentiable =
                    fitted.capability(Differentiable.class).orElseThrow();
            Image image = TestImages.withSquare();
            assertThat(differentiable.activations()).containsExactly("stride4", "stride8", "stride16");
            for (String name : differentiable.activations()) {
                Differentiable.ActivationGradient activation = differentiable.activationGradient(image, name);
                assertThat(activation.gradient().shape())
                        .isEqualTo(activation.activation().shape());
                assertThat(norm(activation.gradient())).as(name).isPositive();
            }
            assertThatThrownBy(() -> differentiable.activationGradient(image, "stride2"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("stride16");
            assertThat(norm(fitted.capability(GuidesGradients.class)
                            .orElseThrow()
                            .guidedGradient(image)))
                    .isPositive();
            assertThat(differentiable.inputGradient(image).toArray())
                    .isEqualTo(differentiable.inputGradient(image).toArray());
        }
    }
}
