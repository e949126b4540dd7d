package io.xvad.generative.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.training.GoldenLoss;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import io.xvad.training.WeightRule;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DiscriminatorTest {

    @Test
    void lossAndGradientsEqualPyTorch() throws IOException {
        Discriminator discriminator =
                new Discriminator(new Dcgan(new Trainable(1), new Pyramid(16, 2)), WeightRule.of(0.001));
        GoldenLoss loss = new GoldenLoss("anogan", discriminator.net());
        float[] real = loss.values("images");
        ImageRange.sign(real);
        Map<String, INDArray> inputs = discriminator.inputs(real, loss.values("made"), () -> 0);
        loss.agrees(inputs, Discriminator.LOSS, "discriminator-step-", 1e-3f);
    }

    @Test
    void whoSaysNothingHasTheLossOfACoin() {
        Trainable net = new Trainable(1);
        AdversarialLoss.real(net.input("logits", 1)).rename("real");
        AdversarialLoss.made(net.graph().getVariable("logits")).rename("made");
        try (INDArray zero = Nd4j.zeros(4, 1)) {
            assertThat(net.run(Map.of("logits", zero), "real")[0]).isCloseTo((float) Math.log(2), within(1e-6f));
            assertThat(net.run(Map.of("logits", zero), "made")[0]).isCloseTo((float) Math.log(2), within(1e-6f));
        }
    }

    /** Of the best discriminator, whose logit is {@code log(p / q)}, both losses sum up to {@code 2 log 2 - 2 JSD(p, q)}. */
    @Test
    void theBestDiscriminatorHasTheLossOfTheDivergence() {
        double[] p = {0.5, 0.3, 0.2, 0};
        double[] q = {0.1, 0.3, 0.4, 0.2};
        Trainable net = new Trainable(1);
        AdversarialLoss.real(net.input("logits", 1)).rename("real");
        AdversarialLoss.made(net.graph().getVariable("logits")).rename("made");
        double found = 0;
        double divergence = 0;
        for (int i = 0; i < 3; i++) {
            try (INDArray logit = Nd4j.createFromArray(new float[][] {{(float) Math.log(p[i] / q[i])}})) {
                found += p[i] * net.run(Map.of("logits", logit), "real")[0]
                        + q[i] * net.run(Map.of("logits", logit), "made")[0];
            }
            double middle = (p[i] + q[i]) / 2;
            divergence += (p[i] * Math.log(p[i] / middle) + q[i] * Math.log(q[i] / middle)) / 2;
        }
        divergence += q[3] * Math.log(2) / 2;
        assertThat(found).isCloseTo(2 * Math.log(2) - 2 * divergence, within(1e-5));
    }

    /** A layer of diagonal weights: what is longest in comes out as long. */
    @Test
    void ofASpectralLayerTheLargestSingularValueIsOne() {
        Trainable net = new Trainable(1);
        net.weights("layer", 1, 1, 2, 2);
        net.restore(Map.of("layer", new float[] {3, 0, 0, -0.5f}));
        new SpectralLayers(net, Mode.SCORING)
                .dense("layer", 2, 2)
                .apply(net.input("x", 2))
                .rename("out");
        try (INDArray x = Nd4j.createFromArray(new float[][] {{1, 1}})) {
            assertThat(net.run(Map.of("x", x), "out")).containsExactly(new float[] {1, -0.5f / 3}, within(1e-3f));
        }
    }

    @Test
    void aPyramidEndsBelowEightPixelsOrAtAnOddSide() {
        assertThat(new Pyramid(64, 64).halvings()).isEqualTo(4);
        assertThat(new Pyramid(64, 64).smallest()).isEqualTo(4);
        assertThat(new Pyramid(64, 64).features()).isEqualTo(4 * 4 * 512);
        assertThat(new Pyramid(32, 8).most()).isEqualTo(32);
        assertThat(new Pyramid(48, 8).smallest()).isEqualTo(6);
        assertThat(new Pyramid(176, 8).smallest()).isEqualTo(11);
    }
}
