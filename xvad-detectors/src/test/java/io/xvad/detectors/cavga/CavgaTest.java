package io.xvad.detectors.cavga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.capability.Attends;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.detectors.TestImages;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.testkit.DetectorContract;
import io.xvad.training.GoldenLoss;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CavgaTest extends DetectorContract {

    private static final int SIDE = 32;

    @Override
    protected Detector detector() {
        return new Cavga();
    }

    @Override
    protected List<Sample> normals() {
        return TestImages.normals(6);
    }

    @Override
    protected Sample anomaly() {
        return TestImages.withSquare();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("input-size", "32", "epochs", "20", "learning-rate", "0.003", "width", "2");
    }

    private static CavgaGraph graph(double divergence, double attention) {
        return new CavgaGraph(new CavgaD(2), SIDE, 3, new CavgaGraph.Weights(divergence, attention, 0));
    }

    @Test
    void theLossThroughTheAttentionEqualsPyTorchDifferentiatingTwice() throws IOException {
        Trainable net = graph(0.5, 4).build(1);
        GoldenLoss golden = new GoldenLoss("cavga", net);
        INDArray images = golden.array("pictures", 3, 3, SIDE, SIDE);
        golden.agrees(
                Map.of(ImageNetwork.INPUT, images, CavgaGraph.NOISE, golden.array("noise", 3, 3, 2, 2)),
                CavgaGraph.LOSS,
                "");
        Map<String, INDArray> scored = Map.of(ImageNetwork.INPUT, images, CavgaGraph.NOISE, Nd4j.zeros(3, 3, 2, 2));
        assertThat(net.run(scored, CavgaGraph.MISSING)).containsExactly(golden.values("missing"), within(1e-4f));
        assertThat(net.run(scored, CavgaGraph.DIFFERENCE)).containsExactly(golden.values("difference"), within(1e-4f));
    }

    @Test
    void theAdversaryEqualsPyTorch() throws IOException {
        Trainable critic = ImageCritic.build(SIDE, 2, 1);
        GoldenLoss golden = new GoldenLoss("image-critic", critic);
        Map<String, INDArray> inputs = Map.of(
                ImageCritic.REAL, golden.array("real", 3, 3, SIDE, SIDE),
                ImageCritic.RESTORED, golden.array("restored", 3, 3, SIDE, SIDE));
        golden.agrees(inputs, ImageCritic.LOSS, "");
    }

    @Test
    void theExpansionLossIsTheShareThatIsNotAttendedTo() {
        float[] ones = new float[16 * 3];
        Arrays.fill(ones, 1);
        assertThat(expansionLoss(new float[ones.length], 0)).isCloseTo(0.5f, within(1e-5f));
        assertThat(expansionLoss(ones, 5)).isCloseTo(0, within(1e-5f));
    }

    /** What a weight of 1 adds to the loss, by weights of the code's mean and the level of the last convolution. */
    private static float expansionLoss(float[] mean, float level) {
        float[] levels = new float[16];
        Arrays.fill(levels, level);
        Map<String, INDArray> inputs = Map.of(
                ImageNetwork.INPUT, Nd4j.ones(2, 3, SIDE, SIDE).muli(0.5), CavgaGraph.NOISE, Nd4j.zeros(2, 3, 2, 2));
        float[] losses = new float[2];
        for (int weight = 0; weight < 2; weight++) {
            Trainable net = graph(0, weight).build(1);
            net.keep("mean", mean);
            net.keep("encoder-4-norm-shift", levels);
            losses[weight] = net.run(inputs, CavgaGraph.LOSS)[0];
        }
        return losses[1] - losses[0];
    }

    @Test
    void whatIsMissingIsAShare() {
        for (String encoder : List.of("backbone", "dcgan")) {
            Map<String, String> options = new HashMap<>(options());
            options.putAll(Map.of("epochs", "2", "encoder", encoder));
            try (FittedDetector fitted =
                    Training.of(detector()).withOptions(options).fit(Samples.of(normals()))) {
                for (float value : fitted.detect(anomaly()).map().toArray()) {
                    assertThat(value).isBetween(0f, 1f);
                }
            }
        }
    }

    @Test
    void trainingMakesAttentionCoverNormalImages() {
        Map<String, String> options = new HashMap<>(options());
        options.putAll(Map.of("attention-weight", "1", "sigma", "0", "adversarial-weight", "0"));
        float expanded = missing(options);
        options.put("attention-weight", "0");
        assertThat(expanded).isLessThan(missing(options) / 2);
    }

    private float missing(Map<String, String> options) {
        Image normal = TestImages.stripes(0, 60, 80);
        try (FittedDetector fitted =
                Training.of(detector()).withOptions(options).fit(Samples.of(normals()))) {
            float[] map = fitted.capability(Attends.class)
                    .orElseThrow()
                    .attention(normal)
                    .toArray();
            float sum = 0;
            for (float value : map) {
                sum += value;
            }
            return sum / map.length;
        }
    }
}
