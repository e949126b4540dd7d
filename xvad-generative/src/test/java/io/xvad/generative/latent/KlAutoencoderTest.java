package io.xvad.generative.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.xvad.training.GoldenLoss;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;

class KlAutoencoderTest {

    private static final LatentForm FORM = new LatentForm(16, 2, 2, 3);

    @Test
    void lossAndGradientsEqualPyTorch() throws IOException {
        Trainable net = new Trainable(1);
        assertThat(new KlAutoencoder(net, FORM).form()).isEqualTo(FORM);
        GoldenLoss golden = new GoldenLoss("kl-autoencoder", net);
        golden.agrees(
                Map.of(
                        "autoencoder-images", golden.array("images", 2, 3, 16, 16),
                        "autoencoder-noise", golden.array("noise", 2, 2, 4, 4)),
                "autoencoder-loss",
                "");
    }

    @Test
    void theLatentIsStandardisedAndDecodedFromThere() throws IOException {
        Trainable net = new Trainable(1);
        KlAutoencoder autoencoder = new KlAutoencoder(net, FORM);
        SDVariable latent = autoencoder.encoded(net.input("x", 3, 16, 16)).rename("latent");
        autoencoder.decoded(latent, "-out").rename("decoded");
        GoldenLoss golden = new GoldenLoss("kl-autoencoder", net);
        net.keep("latent-scale-mean", new float[] {0.5f, -1});
        net.keep("latent-scale-deviation", new float[] {2, 0.5f});
        var inputs = Map.of("x", golden.array("images", 2, 3, 16, 16));
        assertThat(net.run(inputs, "latent")).containsExactly(golden.values("latent"), within(1e-4f));
        assertThat(net.run(inputs, "decoded")).containsExactly(golden.values("decoded"), within(1e-4f));
    }

    @Test
    void theScaleOfChannelsIsTheirMeanAndDeviation() {
        ChannelScale scale = new ChannelScale(2);
        scale.add(new float[] {1, 3, 5, 5});
        scale.add(new float[] {1, 3, 5, 5});
        assertThat(scale.means()).containsExactly(2, 5);
        assertThat(scale.deviations()).containsExactly(new float[] {1, 0}, within(1e-5f));
    }

    @Test
    void imagesThatCannotBeHalvedAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LatentForm(20, 3, 2, 3))
                .withMessageContaining("multiple of 8");
    }
}
