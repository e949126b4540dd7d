package io.xvad.detectors.deepsvdd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.XvadTrainingException;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.option.Options;
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

class DeepSvddTest extends DetectorContract {

    private static final int SIDE = 32;

    @Override
    protected Detector detector() {
        return new DeepSvdd();
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
        return Map.of("input-size", "32", "epochs", "40", "latent", "8", "learning-rate", "0.00005");
    }

    @Test
    void lossesGradientsAndDistancesEqualPyTorch() throws IOException {
        Trainable net = DeepSvddNetwork.graph(SIDE, 2, 3, 0.25, 1);
        GoldenLoss golden = new GoldenLoss("deep-svdd", net);
        net.keep(DeepSvddNetwork.CENTRE, golden.values("centre"));
        net.keep(DeepSvddNetwork.RADIUS, new float[] {0.15f});
        Map<String, INDArray> inputs = Map.of(ImageNetwork.INPUT, golden.array("pictures", 3, 3, SIDE, SIDE));
        golden.agrees(inputs, DeepSvddNetwork.ONE_CLASS_LOSS, "");
        golden.agrees(inputs, DeepSvddNetwork.SOFT_LOSS, "soft-");
        assertThat(net.run(inputs, DeepSvddNetwork.DISTANCE)).containsExactly(golden.values("distance"), within(1e-4f));
    }

    @Test
    void theSoftBoundaryLeavesItsShareOfNormalImagesOutside() {
        Map<String, String> options = new HashMap<>(options());
        options.putAll(Map.of("objective", "soft-boundary", "nu", "0.5"));
        List<Sample> normals = TestImages.normals(12);
        try (FittedDetector fitted =
                Training.of(detector()).withOptions(options).fit(Samples.of(normals))) {
            long outside = normals.stream()
                    .filter(normal -> fitted.detect(normal).score() > 0)
                    .count();
            assertThat(outside).isBetween(1L, 11L);
        }
    }

    @Test
    void aCollapsedNetworkIsAnError() {
        DeepSvddNetwork network = new DeepSvddNetwork(Options.parse(detector().options(), options()), 1);
        Trainable net = network.net();
        float[] image = new float[3 * SIDE * SIDE];
        Arrays.fill(image, 0.25f);
        network.begin(List.of(image));
        network.finish(List.of(image));
        Map<String, float[]> zeros = new HashMap<>(net.values());
        net.names().forEach(name -> zeros.put(name, new float[net.value(name).length]));
        net.restore(zeros);
        assertThatThrownBy(() -> network.finish(List.of(image)))
                .isInstanceOf(XvadTrainingException.class)
                .hasMessageContaining("collapsed");
    }
}
