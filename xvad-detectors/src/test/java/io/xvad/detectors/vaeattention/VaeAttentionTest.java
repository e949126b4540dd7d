package io.xvad.detectors.vaeattention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.capability.Attends;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.detectors.TestImages;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.testkit.DetectorContract;
import io.xvad.training.GoldenLoss;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class VaeAttentionTest extends DetectorContract {

    private static final int SIDE = 32;

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
        return Map.of(
                "input-size",
                "32",
                "epochs",
                "20",
                "latent",
                "8",
                "learning-rate",
                "0.003",
                "width",
                "4",
                "stages",
                "2");
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
        net.input("given", 2).mul(1).rename(VaeAttentionGraph.LATENT);
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

    private static Trainable golden(Target target) {
        VaeAttentionGraph graph = new VaeAttentionGraph(SIDE, 2, 2, 3, 0.5);
        Trainable net = graph.build(1);
        NormalDifference.add(net, 3);
        new Attention(graph).add(net, target);
        return net;
    }

    @Test
    void lossAndGradientsEqualPyTorch() throws IOException {
        GoldenLoss golden = new GoldenLoss("vae-attention", golden(Target.ELEMENTS));
        golden.agrees(
                Map.of(
                        ImageNetwork.INPUT,
                        golden.array("pictures", 3, 3, SIDE, SIDE),
                        VaeAttentionGraph.NOISE,
                        golden.array("noise", 3, 3)),
                VaeAttentionGraph.LOSS,
                "");
    }

    @ParameterizedTest
    @EnumSource
    void attentionEqualsThatOfPyTorchsGradients(Target target) throws IOException {
        Trainable net = golden(target);
        GoldenLoss golden = new GoldenLoss("vae-attention", net);
        net.keep("normal-mean", golden.values("normal_mean"));
        net.keep("normal-variance", golden.values("normal_variance"));
        float[] first = Arrays.copyOf(golden.values("pictures"), 3 * SIDE * SIDE);
        Map<String, INDArray> inputs = Map.of(
                ImageNetwork.INPUT,
                NetworkImages.batch(List.of(first), SIDE),
                VaeAttentionGraph.NOISE,
                Nd4j.zeros(1, 3));
        assertThat(net.run(inputs, Attention.MAP)).containsExactly(golden.values(target.text()), within(1e-5f));
        assertThat(net.run(inputs, NormalDifference.DISTANCE))
                .containsExactly(golden.values("distance"), within(1e-5f));
    }
}
