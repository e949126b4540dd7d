package io.xvad.detectors.vaeattention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.capability.Attends;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.option.Options;
import io.xvad.detectors.TestImages;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.detectors.vae.VaeNetwork;
import io.xvad.testkit.DetectorContract;
import io.xvad.training.GoldenLoss;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class VaeAttentionTest extends DetectorContract {

    @Override
    protected Detector detector() {
        return new VaeAttention();
    }

    @Override
    protected List<Sample> normals() {
        return TestImages.normals(6);
    }

    @Override
    protected Sample anomaly() {
        return TestImages.withWhiteSquare();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("input-size", "32", "epochs", "20", "latent", "8", "learning-rate", "0.003", "beta", "0.0001");
    }

    @Test
    void trainsWithTotalCorrelation() {
        Map<String, String> options = new HashMap<>(options());
        options.put("total-correlation", "5");
        try (FittedDetector with = Training.of(detector()).withOptions(options).fit(Samples.of(normals()));
                FittedDetector without =
                        Training.of(detector()).withOptions(options()).fit(Samples.of(normals()))) {
            assertThat(with.detect(anomaly()).score())
                    .isPositive()
                    .isNotEqualTo(without.detect(anomaly()).score());
            assertThat(with.capability(Attends.class)).isPresent();
        }
    }

    @Test
    void theCriticTellsDependentFromIndependentDimensions() {
        assertThat(learnedCorrelation(true)).isGreaterThan(0.5f);
        assertThat(learnedCorrelation(false)).isBetween(-0.2f, 0.2f);
    }

    private static float learnedCorrelation(boolean dependent) {
        Trainable net = new Trainable(1);
        net.input("given", 2).mul(1).rename(VaeNetwork.LATENT);
        CodeCritic.totalCorrelation(net, 2);
        CodeCritic critic = new CodeCritic(net, 2, 0.003, 5);
        SplittableRandom random = new SplittableRandom(3);
        for (int step = 0; step < 150; step++) {
            critic.stepped(codes(random, dependent));
        }
        return net.run(codes(random, dependent), CodeCritic.TOTAL_CORRELATION)[0];
    }

    private static Map<String, INDArray> codes(SplittableRandom random, boolean dependent) {
        float[] codes = new float[2 * 128];
        for (int i = 0; i < codes.length; i += 2) {
            codes[i] = 2 * (float) random.nextDouble() - 1;
            codes[i + 1] = dependent ? codes[i] : 2 * (float) random.nextDouble() - 1;
        }
        return Map.of("given", Nd4j.create(codes, new long[] {128, 2}, 'c'));
    }

    @Test
    void criticLossAndGradientsEqualPyTorch() throws IOException {
        GoldenLoss golden = new GoldenLoss("critic", CodeCritic.build(4, 5, 1));
        golden.agrees(
                Map.of(
                        CodeCritic.CODES,
                        golden.array("codes", 6, 4),
                        CodeCritic.SHUFFLED,
                        golden.array("shuffled", 6, 4)),
                CodeCritic.LOSS,
                "");
    }

    /** Weights are sines, so that both sides can make them. */
    @Test
    void attentionEqualsPyTorch() throws IOException {
        Map<String, String> small = Map.of("input-size", "32", "latent", "3", "beta", "1");
        Trainable net = new VaeAttentionNetwork(Options.parse(detector().options(), small), 1).net();
        net.graph().setLossVariables(NormalDifference.TARGET);
        Map<String, float[]> sines = new HashMap<>(net.values());
        for (String name : net.names()) {
            float[] values = net.value(name);
            for (int i = 0; i < values.length; i++) {
                values[i] = name.endsWith("-bias") ? 0.01f : (float) (0.05 * Math.sin(0.7 * i + name.length()));
            }
            sines.put(name, values);
        }
        net.restore(sines);
        float[] image = new float[3 * 32 * 32];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) (0.5 + 0.5 * Math.sin(0.11 * i));
        }
        Map<String, INDArray> inputs =
                Map.of(ImageNetwork.INPUT, NetworkImages.batch(List.of(image), 32), VaeNetwork.NOISE, Nd4j.zeros(1, 3));
        float[] expected = new GoldenLoss("critic", CodeCritic.build(4, 5, 1)).values("attention");
        INDArray map = Objects.requireNonNull(new GradientAttention("encoder-4-out")
                .of(net, inputs, NormalDifference.DISTANCE)
                .get(ImageNetwork.MAP));
        assertThat(map.data().asFloat()).containsExactly(expected, within(1e-4f));
    }
}
