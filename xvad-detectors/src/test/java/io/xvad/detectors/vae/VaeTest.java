package io.xvad.detectors.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.option.Options;
import io.xvad.detectors.FormulaWeights;
import io.xvad.detectors.TestImages;
import io.xvad.testkit.DetectorContract;
import io.xvad.training.GoldenLoss;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class VaeTest extends DetectorContract {

    @Override
    protected Detector detector() {
        return new Vae();
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
        return Map.of("input-size", "32", "epochs", "30", "patience", "30", "latent", "4", "learning-rate", "0.003");
    }

    private static VaeNetwork network(String... more) {
        Map<String, String> options = new HashMap<>(Map.of("input-size", "32", "latent", "6", "draws", "3"));
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        VaeNetwork network = new VaeNetwork(Options.parse(new Vae().options(), options), 1);
        FormulaWeights.set(network.net());
        return network;
    }

    @Test
    void boundAndGradientsOfTheNetworkEqualPyTorch() throws IOException {
        GoldenLoss golden = new GoldenLoss("vae-probability", new Trainable(1));
        Map<String, INDArray> inputs = Map.of(
                VaeNetwork.TRAINED,
                FormulaWeights.array(FormulaWeights.images(2, 32, 2000), 2, 3, 32, 32),
                "noise",
                FormulaWeights.array(FormulaWeights.drawn(12, 3000), 2, 6));
        FormulaWeights.agree(network().net(), inputs, VaeNetwork.LOSS, golden, "", 1e-3);
    }

    @Test
    void scoresOfTheDrawsEqualPyTorch() throws IOException {
        GoldenLoss golden = new GoldenLoss("vae-probability", new Trainable(1));
        Map<String, String> scores = Map.of("reconstruction-probability", "score", "elbo", "bound");
        for (Map.Entry<String, String> score : scores.entrySet()) {
            VaeNetwork network = network("score", score.getKey());
            network.net().keep("draws", FormulaWeights.drawn(18, 4000));
            float[] image = Arrays.copyOf(FormulaWeights.images(2, 32, 2000), 3 * 32 * 32);
            Map<String, INDArray> found =
                    network.found().run(Map.of("input", FormulaWeights.array(image, 1, 3, 32, 32)));
            float expected = golden.values(score.getValue())[0];
            assertThat(Objects.requireNonNull(found.get("score")).getFloat(0))
                    .isCloseTo(expected, within(1e-4f * Math.max(1, Math.abs(expected))));
            float[] map =
                    Objects.requireNonNull(found.get("map")).dup('c').data().asFloat();
            float[] wanted = golden.values("map");
            for (int i = 0; i < map.length; i++) {
                assertThat(map[i]).isCloseTo(wanted[i], within(1e-3f * Math.max(1, Math.abs(wanted[i]))));
            }
        }
    }

    private static double sum(SDVariable values) {
        return values.sum().eval().getDouble(0);
    }

    private static SDVariable constant(SameDiff graph, float[] values, long... shape) {
        return graph.constant(Nd4j.create(values, shape, 'c'));
    }

    @Test
    void withUnitVarianceTheScoreIsHalfTheSquaredDistanceAndAConstant() {
        SameDiff graph = SameDiff.create();
        SDVariable x = constant(graph, new float[] {0.5f, -1, 2, 0}, 1, 4);
        SDVariable mean = constant(graph, new float[] {0, 1, 2, -3}, 1, 4);
        SDVariable variance = constant(graph, new float[] {1, 1, 1, 1}, 1, 4);
        double expected = 0.5 * (0.25 + 4 + 0 + 9) + 2 * Math.log(2 * Math.PI);
        assertThat(sum(VaeNetwork.negativeLogDensity(x, mean, variance))).isCloseTo(expected, within(1e-5));
    }

    /** Of a linear decoder of unit variance the mean over many draws is half of the squared distance and of the trace of W S W'. */
    @Test
    void ofALinearDecoderManyDrawsGiveTheExpectation() {
        int draws = 200_000;
        SameDiff graph = SameDiff.create();
        SDVariable noise = constant(
                graph,
                VaeNetwork.noise(draws, 2, RandomSource.XO_SHI_RO_256_PP.create(3))
                        .data()
                        .asFloat(),
                draws,
                2);
        float[] deviations = {0.5f, 1.5f};
        float[] weights = {1, -2, 0.5f, 0.3f, 0.7f, -1};
        SDVariable code = noise.mul(constant(graph, deviations, 1, 2)).add(constant(graph, new float[] {1, -1}, 1, 2));
        SDVariable decoded = code.mmul(constant(graph, weights, 2, 3));
        float[] x = {0.2f, 0.4f, -0.6f};
        SDVariable density = VaeNetwork.negativeLogDensity(
                constant(graph, x, 1, 3), decoded, constant(graph, new float[] {1, 1, 1}, 1, 3));
        double expected = 1.5 * Math.log(2 * Math.PI);
        for (int i = 0; i < 3; i++) {
            double misfit = x[i] - (weights[i] - weights[3 + i]);
            expected += 0.5 * misfit * misfit;
            for (int j = 0; j < 2; j++) {
                expected += 0.5 * Math.pow(weights[3 * j + i] * deviations[j], 2);
            }
        }
        assertThat(sum(density) / draws).isCloseTo(expected, within(0.02 * expected));
    }

    @Test
    void divergenceOfAKnownGaussian() {
        SameDiff graph = SameDiff.create();
        SDVariable divergence = VaeNetwork.divergence(
                constant(graph, new float[] {1, 0, 0, 0}, 2, 2), constant(graph, new float[] {-0.5f, 0, 0, 0}, 2, 2));
        assertThat(divergence.eval().dup('c').data().asFloat())
                .containsExactly(new float[] {0.553265330f, 0}, within(1e-6f));
    }

    /** The noise is kept with the model: the same score each time, and from the file. */
    @Test
    void theScoreIsAFunctionOfTheImage() {
        try (FittedDetector fitted =
                Training.of(detector()).withOptions(options()).withSeed(5).fit(Samples.of(normals()))) {
            double score = fitted.detect(anomaly()).score();
            assertThat(fitted.detect(anomaly()).score()).isEqualTo(score);
            try (FittedDetector loaded = Models.load(Models.toBytes(fitted))) {
                assertThat(loaded.detect(anomaly()).score()).isEqualTo(score);
            }
        }
    }
}
