package io.xvad.generative.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.training.Layers;
import io.xvad.training.Trainable;
import io.xvad.training.WeightRule;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

class WassersteinCriticTest {

    private static final double LAMBDA = 10;
    private static final UniformRandomProvider HALF = () -> Long.MIN_VALUE;
    private static final float[] STEEP = {3, 4};

    private static WassersteinCritic critic(
            BiFunction<Trainable, SDVariable, SDVariable> told, double step, float... weights) {
        WassersteinCritic critic = new WassersteinCritic(
                new Trainable(1), told, new long[] {weights.length, 1, 1}, LAMBDA, WeightRule.of(0.001), step);
        critic.net().restore(Map.of("w", weights, "a", new float[] {2}));
        return critic;
    }

    private static SDVariable product(Trainable net, SDVariable images, int values) {
        return images.reshape(-1, values).mmul(net.constant("w", 0, values, 1));
    }

    private static SDVariable linear(Trainable net, SDVariable images) {
        return product(net, images, 2).add(net.constant("a", 0, 1, 1).mul(0));
    }

    /** {@code a tanh(w x)}. */
    private static SDVariable bent(Trainable net, SDVariable images) {
        return net.graph().math().tanh(product(net, images, 2)).mul(net.constant("a", 0, 1, 1));
    }

    private static float[] gradient(WassersteinCritic critic, Map<String, INDArray> inputs, String weight) {
        INDArray found = Objects.requireNonNull(critic.net()
                .graph()
                .calculateGradientsAndOutputs(inputs, List.of(), List.of(weight))
                .getGradients()
                .get(weight));
        return found.dup('c').data().asFloat();
    }

    /** Real and made images are the same, so that the penalty alone is left. */
    @Test
    void ofALinearCriticPenaltyAndGradientAreExact() {
        WassersteinCritic critic = critic(WassersteinCriticTest::linear, 0.05, STEEP);
        float[] images = {0.5f, -0.2f, 0.1f, 0.9f, -1, 0.3f};
        Map<String, INDArray> inputs = critic.inputs(images, images, HALF);
        assertThat(critic.optimiser().loss(inputs)).isCloseTo(LAMBDA * 16, within(1e-3));
        assertThat(gradient(critic, inputs, "w"))
                .containsExactly(new float[] {80 * STEEP[0] / 5, 80 * STEEP[1] / 5}, within(1e-2f));
    }

    @Test
    void ofALinearCriticTheWassersteinTermIsTheDifferenceOfTheMeans() {
        WassersteinCritic critic = critic(WassersteinCriticTest::linear, 0.05, 0.6f, 0.8f);
        float[] real = {1, 0, 0, 1};
        float[] made = {0.5f, 0.5f, 0.5f, 0};
        Map<String, INDArray> inputs = critic.inputs(real, made, HALF);
        double wanted = (0.7 + 0.3 - 0.6 - 0.8) / 2;
        assertThat(critic.optimiser().loss(inputs)).isCloseTo(wanted, within(1e-4));
    }

    private static double penalty(double a, double[] w, float[] images) {
        double sum = 0;
        int count = images.length / 2;
        for (int i = 0; i < count; i++) {
            double tanh = Math.tanh(w[0] * images[2 * i] + w[1] * images[2 * i + 1]);
            double slope = Math.abs(a) * (1 - tanh * tanh) * Math.hypot(w[0], w[1]);
            sum += LAMBDA * (slope - 1) * (slope - 1);
        }
        return sum / count;
    }

    /** By central differences in double precision; half the step gives the same. */
    @Test
    void ofABentCriticPenaltyAndGradientAreThoseOfTheClosedForm() {
        float[] images = {0.5f, -0.2f, 0.1f, 0.9f, -0.4f, 0.3f};
        double[] w = {0.7, -0.4};
        double e = 1e-5;
        double[] wanted = {
            (penalty(2, new double[] {w[0] + e, w[1]}, images) - penalty(2, new double[] {w[0] - e, w[1]}, images))
                    / (2 * e),
            (penalty(2, new double[] {w[0], w[1] + e}, images) - penalty(2, new double[] {w[0], w[1] - e}, images))
                    / (2 * e)
        };
        double byA = (penalty(2 + e, w, images) - penalty(2 - e, w, images)) / (2 * e);
        for (double step : new double[] {0.05, 0.025}) {
            WassersteinCritic critic = critic(WassersteinCriticTest::bent, step, (float) w[0], (float) w[1]);
            Map<String, INDArray> inputs = critic.inputs(images, images, HALF);
            assertThat(critic.optimiser().loss(inputs)).isCloseTo(penalty(2, w, images), within(0.01));
            assertThat(gradient(critic, inputs, "w"))
                    .containsExactly(new float[] {(float) wanted[0], (float) wanted[1]}, within(0.02f));
            assertThat((double) gradient(critic, inputs, "a")[0]).isCloseTo(byA, within(0.02));
        }
    }

    @Test
    void itLearnsTheDistanceOfTwoPlaces() {
        Trainable net = new Trainable(3);
        WassersteinCritic critic = new WassersteinCritic(
                net,
                (graph, images) -> {
                    SDVariable flat = images.reshape(-1, 2);
                    SDVariable hidden = graph.graph().nn().leakyRelu(new Layers(graph).dense("in", flat, 2, 8), 0.2);
                    return new Layers(graph).dense("out", hidden, 8, 1);
                },
                new long[] {2, 1, 1},
                LAMBDA,
                WeightRule.of(0.02));
        float[] real = {1, 1, 1, 1};
        float[] made = {-1, -1, -1, -1};
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(5);
        double loss = 0;
        for (int i = 0; i < 300; i++) {
            Map<String, INDArray> inputs = critic.inputs(real, made, random);
            loss = critic.optimiser().step(inputs);
        }
        assertThat(loss).isCloseTo(-Math.sqrt(8), within(0.5));
    }
}
