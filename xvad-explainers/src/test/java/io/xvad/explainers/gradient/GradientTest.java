package io.xvad.explainers.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.GuidesGradients;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.engine.Tensor;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Saliency;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** On {@code f(x) = (w x)^2}, whose gradient and path integrals are known, and on an activation of two channels. */
class GradientTest {

    private static final float[] W = {1, -2, 0.5f, 3};
    private static final Image IMAGE = Image.of("x", 1, 2, 2, new float[] {0.5f, 0.1f, 0.8f, 0.2f});
    private static final Image NORMAL = Image.of("normal", 1, 2, 2, new float[] {0.1f, 0.1f, 0.4f, 0.1f});
    private static final float[] ACTIVATION = {1, 2, 3, 0, -1, 1, 1, 2};
    private static final float[] GRADIENT = {0.5f, -1, 1, 2, 1, 1, -2, 0};

    private static final class Square implements FittedDetector, Differentiable, GuidesGradients, RemembersImages {

        @Override
        public io.xvad.core.Detection detect(io.xvad.core.Sample sample) {
            double value = dot((Image) sample);
            return io.xvad.core.Detection.undecided(
                    sample.id(), value * value, List.of(AnomalyMap.of(2, 2, new float[4])));
        }

        private static double dot(Image image) {
            double sum = 0;
            for (int i = 0; i < 4; i++) {
                sum += W[i] * image.buffer().get(i);
            }
            return sum;
        }

        @Override
        public List<String> activations() {
            return List.of("first", "second");
        }

        @Override
        public Tensor inputGradient(Image image) {
            float[] gradient = W.clone();
            for (int i = 0; i < 4; i++) {
                gradient[i] *= (float) (2 * dot(image));
            }
            return Tensor.of(gradient, 1, 2, 2);
        }

        @Override
        public Tensor guidedGradient(Image image) {
            return Tensor.of(new float[] {0, 1, -1, 2}, 1, 2, 2);
        }

        @Override
        public ActivationGradient activationGradient(Image image, String activation) {
            assertThat(activation).isEqualTo("second");
            return new ActivationGradient(Tensor.of(ACTIVATION, 2, 2, 2), Tensor.of(GRADIENT, 2, 2, 2));
        }

        @Override
        public List<Image> normalImages(Image like) {
            return List.of(NORMAL);
        }

        @Override
        public Capabilities capabilities() {
            return Capabilities.none()
                    .with(Differentiable.class, this)
                    .with(GuidesGradients.class, this)
                    .with(RemembersImages.class, this);
        }

        @Override
        public Provenance provenance() {
            return new Provenance("square", Map.of(), 0, 0, "none", "test");
        }

        @Override
        public void save(ModelWriter model) {
            throw new UnsupportedOperationException("lives in tests only");
        }

        @Override
        public void close() {}
    }

    private static double[] map(Explainer explainer, Map<String, String> options) {
        Square detector = new Square();
        ExplainRequest request = ExplainRequest.of(explainer, options, 5);
        float[] values = explainer
                .explain(detector, IMAGE, detector.detect(IMAGE), request)
                .evidence(Saliency.class)
                .findFirst()
                .orElseThrow()
                .map()
                .toArray();
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    private static void assertClose(double[] actual, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("pixel " + i).isCloseTo(expected[i], within(1e-4));
        }
    }

    @Test
    void gradientsByHand() {
        double dot = 0.5 - 0.2 + 0.4 + 0.6;
        assertClose(map(new GradientExplainer(), Map.of()), 2 * dot, 4 * dot, dot, 6 * dot);
        assertClose(map(new InputTimesGradientExplainer(), Map.of()), dot, -0.4 * dot, 0.8 * dot, 1.2 * dot);
        assertClose(map(new GuidedBackpropExplainer(), Map.of()), 0, 1, 1, 2);
        double[] smooth = map(new SmoothGradExplainer(), Map.of("noise", "0.0001"));
        for (int i = 0; i < 4; i++) {
            assertThat(smooth[i]).isCloseTo(Math.abs(2 * dot * W[i]), within(0.01));
        }
    }

    /** From black the integral of pixel i is {@code (w x) w_i x_i}. */
    @Test
    void integratedGradientsByHandAndComplete() {
        double dot = 1.3;
        double[] map = map(new IntegratedGradientsExplainer(), Map.of());
        assertClose(map, dot * 0.5, dot * -0.2, dot * 0.4, dot * 0.6);
        assertThat(map[0] + map[1] + map[2] + map[3]).isCloseTo(dot * dot, within(1e-4));
    }

    @Test
    void expectedGradientsAddUpToTheRiseAboveTheNormals() {
        double[] map = map(new ExpectedGradientsExplainer(), Map.of("draws", "2000"));
        double normal = 0.1 - 0.2 + 0.2 + 0.3;
        assertThat(map[0] + map[1] + map[2] + map[3]).isCloseTo(1.3 * 1.3 - normal * normal, within(0.01));
        assertThat(map[1]).isZero();
    }

    @Test
    void classActivationMapsByHand() {
        double first = (0.5 - 1 + 1 + 2) / 4;
        double second = 0;
        double[] gradCam = map(new GradCamExplainer(), Map.of());
        assertClose(gradCam, first * 1 + second, first * 2, first * 3, 0);
        assertClose(map(new HiResCamExplainer(), Map.of()), 0, 0, 1, 0);
        assertClose(map(new LayerCamExplainer(), Map.of()), 0, 1, 3, 0);
        double plus = alpha(0.5, 6) * 0.5 + alpha(1, 6) + alpha(2, 6) * 2;
        double other = 2 * alpha(1, 4);
        assertClose(
                map(new GradCamPlusPlusExplainer(), Map.of()),
                Math.max(0, plus - other),
                2 * plus + other,
                3 * plus + other,
                2 * other);
    }

    private static double alpha(double gradient, double sum) {
        return 1 / (2 + sum * gradient);
    }

    @Test
    void mapsAreEnlargedWithPixelCentresAtHalfIntegers() {
        assertThat(ClassActivationMap.enlarged(new float[] {0, 1}, 1, 2, 1, 4)).containsExactly(0, 0.25f, 0.75f, 1);
        assertThat(ClassActivationMap.enlarged(new float[] {7}, 1, 1, 2, 2)).containsExactly(7, 7, 7, 7);
    }

    /** The first channel lights up what raises the score, the second what lowers it. */
    @Test
    void scoreCamWeighsChannelsByTheirScore() {
        double[] map = map(new ScoreCamExplainer(), Map.of("replacement", "mean"));
        for (double value : map) {
            assertThat(value).isNotNegative();
        }
        assertThat(map[2]).isGreaterThan(map[3]);
    }
}
