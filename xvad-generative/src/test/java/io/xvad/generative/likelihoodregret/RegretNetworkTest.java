package io.xvad.generative.likelihoodregret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.option.Options;
import io.xvad.training.GoldenLoss;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class RegretNetworkTest {

    private static final int LATENT = 3;

    private static RegretNetwork network() {
        Map<String, String> options = Map.of("input-size", "16", "levels", "4", "width", "2", "latent", "" + LATENT);
        return RegretNetwork.of(Options.parse(new LikelihoodRegret().options(), options), 1);
    }

    private static Map<String, Tensor> posterior(GoldenLoss golden) throws IOException {
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put(RegretNetwork.LEVELS, Tensor.of(golden.values("levels"), 1, 1, 16, 16));
        inputs.put(RegretNetwork.MEAN, Tensor.of(golden.values("mean"), 1, LATENT));
        inputs.put(RegretNetwork.LOG_VARIANCE, Tensor.of(golden.values("log-variance"), 1, LATENT));
        inputs.put(RegretNetwork.NOISE, Tensor.of(golden.values("noise"), 5, LATENT));
        return inputs;
    }

    private static GoldenLoss golden(RegretNetwork network) throws IOException {
        GoldenLoss golden = new GoldenLoss("likelihood-regret", network.net());
        for (String name : network.net().values().keySet()) {
            if (!network.net().names().contains(name)) {
                network.net().keep(name, golden.values(name));
            }
        }
        return golden;
    }

    @Test
    void lossAndGradientsEqualPyTorch() throws IOException {
        RegretNetwork network = network();
        GoldenLoss golden = golden(network);
        Map<String, INDArray> inputs = Map.of(
                RegretNetwork.TRAINED, golden.array("training-levels", 3, 1, 16, 16),
                RegretNetwork.TRAINING_NOISE, golden.array("training-noise", 3, LATENT));
        golden.agrees(inputs, RegretNetwork.LOSS, "", 1e-2f);
    }

    @Test
    void posteriorLikelihoodsGradientsAndReconstructionEqualPyTorch() throws IOException {
        Map<Function<RegretNetwork, Network>, List<String>> forms = Map.of(
                RegretForms::likelihoods, List.of(RegretNetwork.PIXELS),
                RegretForms::searching, List.of(RegretNetwork.MEAN_GRADIENT, RegretNetwork.LOG_VARIANCE_GRADIENT),
                RegretForms::decoding, List.of(RegretNetwork.OUTPUT));
        for (Map.Entry<Function<RegretNetwork, Network>, List<String>> form : forms.entrySet()) {
            RegretNetwork network = network();
            GoldenLoss golden = golden(network);
            agree(form.getKey().apply(network).run(posterior(golden)), form.getValue(), golden);
        }
        RegretNetwork network = network();
        GoldenLoss golden = golden(network);
        Map<String, Tensor> image = Map.of(RegretNetwork.LEVELS, Tensor.of(golden.values("levels"), 1, 1, 16, 16));
        agree(
                RegretForms.encoding(network).run(image),
                List.of(RegretNetwork.ENCODED_MEAN, RegretNetwork.ENCODED_LOG_VARIANCE),
                golden);
    }

    @Test
    void weightsOfDrawsEqualPyTorch() throws IOException {
        GoldenLoss golden = golden(network());
        Posterior posterior = new Posterior(golden.values("mean"), golden.values("log-variance"));
        double[] found =
                Bound.logWeights(golden.values("pixels"), posterior, Tensor.of(golden.values("noise"), 5, LATENT));
        float[] expected = golden.values("log-weights");
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(1e-3));
        }
    }

    private static void agree(Map<String, Tensor> found, List<String> names, GoldenLoss golden) throws IOException {
        for (String name : names) {
            float[] expected = golden.values(name);
            float[] actual = Objects.requireNonNull(found.get(name), name).toArray();
            assertThat(actual).as(name).hasSameSizeAs(expected);
            for (int i = 0; i < actual.length; i++) {
                float apart = 1e-4f * Math.max(1, Math.abs(expected[i]));
                assertThat(actual[i]).as("%s %d", name, i).isCloseTo(expected[i], within(apart));
            }
        }
    }
}
