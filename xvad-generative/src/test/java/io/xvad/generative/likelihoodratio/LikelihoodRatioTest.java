package io.xvad.generative.likelihoodratio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.generative.TestImages;
import io.xvad.testkit.DetectorContract;
import io.xvad.training.GoldenLoss;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LikelihoodRatioTest extends DetectorContract {

    @Override
    protected Detector detector() {
        return new LikelihoodRatio();
    }

    @Override
    protected List<Sample> normals() {
        return TestImages.normals(6);
    }

    @Override
    protected Sample anomaly() {
        return TestImages.anomaly(99);
    }

    @Override
    protected Map<String, String> options() {
        return options("epochs", "5");
    }

    private static Map<String, String> options(String... more) {
        Map<String, String> options = new HashMap<>(Map.of(
                "input-size",
                "16",
                "epochs",
                "1",
                "epoch-images",
                "40",
                "filters",
                "4",
                "layers",
                "1",
                "batch-size",
                "4",
                "learning-rate",
                "0.01"));
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        return options;
    }

    private static Trainable network(String... more) {
        return new LikelihoodRatioNetwork(Options.parse(new LikelihoodRatio().options(), options(more)), 1).net();
    }

    @Test
    void lossGradientsAndRatioEqualPyTorch() throws IOException {
        Trainable net = network("input-size", "8", "filters", "3", "layers", "2", "components", "2");
        GoldenLoss golden = new GoldenLoss("likelihood-ratio", net);
        Map<String, INDArray> inputs = Map.of(
                LikelihoodRatioNetwork.LEVELS, golden.array("levels", 2, 1, 8, 8),
                LikelihoodRatioNetwork.MUTATED, golden.array("mutated", 2, 1, 8, 8));
        golden.agrees(inputs, LikelihoodRatioNetwork.LOSS, "", 1e-2f);
        Map<String, INDArray> images = Map.of(ImageNetwork.INPUT, golden.array("images", 2, 3, 8, 8));
        assertThat(net.run(images, LikelihoodRatioNetwork.PIXELS))
                .containsExactly(golden.values("pixels"), within(1e-3f));
        assertThat(net.run(images, LikelihoodRatioNetwork.SUM)).containsExactly(golden.values("sum"), within(1e-2f));
    }

    @Test
    void withTheSameWeightsInBothModelsTheRatioIsZero() {
        Trainable net = network();
        Map<String, float[]> values = net.values();
        Map<String, float[]> same = new HashMap<>();
        values.forEach((name, weights) ->
                same.put(name, Objects.requireNonNull(values.get(name.replace("background-", "image-")))));
        net.restore(same);
        Map<String, INDArray> image = Map.of(ImageNetwork.INPUT, Nd4j.rand(1, 3, 16, 16));
        assertThat(net.run(image, LikelihoodRatioNetwork.PIXELS)).containsOnly(0);
    }

    /** The gradients of each model are those of its own term: the other's input changes nothing. */
    @Test
    void noModelLearnsFromTheOthersImages() {
        Trainable net = network();
        net.graph().setLossVariables(LikelihoodRatioNetwork.LOSS);
        INDArray levels = Nd4j.zeros(2, 1, 16, 16).addi(100);
        INDArray black = Nd4j.zeros(2, 1, 16, 16);
        INDArray white = Nd4j.zeros(2, 1, 16, 16).addi(255);
        float[] one = gradient(net, levels, black, "image-out");
        assertThat(gradient(net, levels, white, "image-out")).containsExactly(one);
        assertThat(gradient(net, levels, white, "background-out"))
                .isNotEqualTo(gradient(net, levels, black, "background-out"));
    }

    private static float[] gradient(Trainable net, INDArray levels, INDArray mutated, String weights) {
        Map<String, INDArray> inputs =
                Map.of(LikelihoodRatioNetwork.LEVELS, levels, LikelihoodRatioNetwork.MUTATED, mutated);
        Map<String, INDArray> found =
                net.gradients(inputs, List.of(), List.of(weights)).gradients();
        return Objects.requireNonNull(found.get(weights)).dup('c').data().asFloat();
    }

    @Test
    void theScoreIsTheSumOfTheMap() {
        Map<String, String> options = options("sigma", "0");
        try (FittedDetector fitted =
                Training.of(detector()).withOptions(options).fit(Samples.of(normals()))) {
            Image small = Image.of("small", 1, 16, 16, new float[256]);
            Detection detection = fitted.detect(small);
            AnomalyMap map = detection.map();
            double sum = 0;
            for (float value : map.toArray()) {
                sum += value;
            }
            assertThat(sum).isCloseTo(detection.score(), within(1e-2));
        }
    }

    @Test
    void byTheLikelihoodAloneAPlainImageIsMoreNormalThanNoiseThatWasLearned() {
        Map<String, String> options = options("score", "likelihood", "epochs", "8");
        List<Image> noise =
                IntStream.range(0, 8).mapToObj(LikelihoodRatioTest::noise).toList();
        float[] grey = new float[256];
        Arrays.fill(grey, 0.5f);
        try (FittedDetector fitted =
                Training.of(detector()).withOptions(options).withHeldOut(0).fit(Samples.of(noise))) {
            double plain = fitted.detect(Image.of("plain", 1, 16, 16, grey)).score();
            assertThat(plain).isPositive();
            assertThat(noise).allMatch(image -> fitted.detect(image).score() > plain);
        }
    }

    private static Image noise(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[256];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.2 + 0.6 * random.nextDouble());
        }
        return Image.of("noise-" + seed, 1, 16, 16, values);
    }

    @Test
    void nothingIsReconstructed() {
        assertThat(detector().capabilities()).doesNotContain(Reconstructs.class);
    }

    @Test
    void optionsThatCannotBeAreRefused() {
        for (String[] wrong : new String[][] {{"mutation-rate", "1.5"}, {"filters", "0"}, {"score", "complexity"}}) {
            assertThatThrownBy(() -> Training.of(detector()).withOptions(Map.of(wrong[0], wrong[1])))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(wrong[0]);
        }
    }
}
