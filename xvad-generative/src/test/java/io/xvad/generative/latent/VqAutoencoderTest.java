package io.xvad.generative.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.training.GoldenLoss;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class VqAutoencoderTest {

    private static final LatentForm FORM = new LatentForm(16, 2, 2, 3);

    private final VqAutoencoder autoencoder = new VqAutoencoder(FORM, 5, 1);
    private final GoldenLoss golden = new GoldenLoss("vq-autoencoder", autoencoder.net());

    VqAutoencoderTest() throws IOException {
        autoencoder.net().keep("codes", golden.values("codes"));
        autoencoder.net().keep("latent-scale-mean", new float[] {0.5f, -1});
        autoencoder.net().keep("latent-scale-deviation", new float[] {2, 0.5f});
    }

    private Map<String, INDArray> images() throws IOException {
        return Map.of(LatentCodec.IMAGE, golden.array("images", 2, 3, 16, 16));
    }

    @Test
    void lossAndGradientsEqualPyTorch() throws IOException {
        golden.agrees(images(), "autoencoder-loss", "");
    }

    @Test
    void theLatentIsStandardised() throws IOException {
        assertThat(autoencoder.net().run(images(), LatentCodec.LATENT))
                .containsExactly(golden.values("latent"), within(1e-4f));
    }

    @Test
    void theNearestCodesAreDecoded() throws IOException {
        for (String latent : List.of("latent", "nearest")) {
            Map<String, INDArray> latents = Map.of(LatentCodec.DECODED, golden.array(latent, 2, 2, 4, 4));
            assertThat(autoencoder.net().run(latents, LatentCodec.RESTORED))
                    .as(latent)
                    .containsExactly(golden.values("decoded"), within(1e-4f));
        }
    }
}
