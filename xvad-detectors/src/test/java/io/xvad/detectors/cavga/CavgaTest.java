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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class CavgaTest extends DetectorContract {

    private static final int SIDE = 16;

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
        return Map.of("input-size", "32", "epochs", "30", "learning-rate", "0.003");
    }

    @Test
    void theLossThroughTheAttentionEqualsPyTorchDifferentiatingTwice() throws IOException {
        Trainable net = CavgaNetwork.graph(SIDE, 2, 3, 0.5, 4, 1);
        GoldenLoss golden = new GoldenLoss("cavga", net);
        Map<String, INDArray> inputs = Map.of(
                ImageNetwork.INPUT, golden.array("pictures", 2, 3, SIDE, SIDE),
                CavgaNetwork.NOISE, golden.array("noise", 2, 3, 2, 2));
        golden.agrees(inputs, CavgaNetwork.LOSS, "");
        assertThat(net.run(inputs, CavgaNetwork.MISSING)).containsExactly(golden.values("missing"), within(1e-4f));
    }

    @Test
    void theAdversaryEqualsPyTorch() throws IOException {
        Trainable critic = ImageCritic.build(SIDE, 2, 1);
        GoldenLoss golden = new GoldenLoss("picture-critic", critic);
        Map<String, INDArray> inputs = Map.of(
                ImageCritic.REAL, golden.array("real", 2, 3, SIDE, SIDE),
                ImageCritic.RESTORED, golden.array("restored", 2, 3, SIDE, SIDE));
        golden.agrees(inputs, ImageCritic.LOSS, "");
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
