package io.xvad.generative.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.engine.Network;
import io.xvad.training.GoldenLoss;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class NoiseNetworkTest {

    private static final int SIDE = 4;
    private static final int[] TIMES = {3, 250};
    private static final UNetForm FORM =
            UNetForm.of(1, SIDE, 4, List.of(1, 2)).withBlocks(1).withAttention(2, Set.of(2));

    private final NoiseNetwork network = new NoiseNetwork(FORM, 1);
    private final GoldenLoss golden = new GoldenLoss("unet", network.net());

    NoiseNetworkTest() throws IOException {}

    private Map<String, INDArray> inputs() throws IOException {
        return network.inputs(List.of(noised(0), noised(1)));
    }

    private Noised noised(int image) throws IOException {
        return new Noised(part(golden.values("noised"), image), TIMES[image], part(golden.values("noise"), image));
    }

    private static float[] part(float[] both, int image) {
        int length = SIDE * SIDE;
        return Arrays.copyOfRange(both, image * length, (image + 1) * length);
    }

    @Test
    void lossAndGradientsEqualPyTorch() throws IOException {
        golden.agrees(inputs(), NoiseNetwork.LOSS, "", 1e-4f);
    }

    @Test
    void whatItTellsWhenScoringEqualsPyTorch() throws IOException {
        try (Network live = network.live()) {
            float[] told = new NoisePredictor(live, FORM).noise(part(golden.values("noised"), 1), TIMES[1]);

            assertThat(told).containsExactly(part(golden.values("told"), 1), within(1e-4f));
        }
    }

    /** An untrained network tells no noise, so that its loss is the variance of the noise. */
    @Test
    void theFirstLossIsTheVarianceOfTheNoise() {
        NoiseNetwork untrained = new NoiseNetwork(FORM, 1);
        float[] noise = new float[SIDE * SIDE];
        Arrays.fill(noise, -2);

        double loss = untrained.optimiser(0.1).loss(untrained.inputs(List.of(new Noised(noise, 5, noise))));

        assertThat(loss).isEqualTo(4);
    }
}
