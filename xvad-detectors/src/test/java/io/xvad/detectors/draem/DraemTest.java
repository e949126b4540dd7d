package io.xvad.detectors.draem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.detectors.TestImages;
import io.xvad.detectors.textures.Textures;
import io.xvad.testkit.DetectorContract;
import io.xvad.training.GoldenLoss;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.schedule.FixedSchedule;

class DraemTest extends DetectorContract {

    private static final int SIDE = 16;

    @Override
    protected Detector detector() {
        return new Draem();
    }

    @Override
    protected List<Sample> normals() {
        return TestImages.normals(8);
    }

    @Override
    protected Sample anomaly() {
        return TestImages.withWhiteSquare();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of(
                "input-size", "32",
                "epochs", "40",
                "width", "6",
                "learning-rate", "0.003",
                "patience", "60",
                "batch-size", "4");
    }

    @Test
    void lossAndGradientsEqualPyTorch() throws IOException {
        Trainable net = new Trainable(1);
        SDVariable output = net.constant("output", 0, 2, 3, SIDE, SIDE);
        SDVariable logits = net.constant("logits", 0, 2, 1, SIDE, SIDE);
        SDVariable normal = net.input(DraemNetwork.NORMAL, 3, SIDE, SIDE);
        SDVariable mask = net.input(DraemNetwork.MASK, SIDE, SIDE);
        DraemNetwork.reconstructionLoss(net.graph(), normal, output, SIDE)
                .add(DraemNetwork.focalLoss(net.graph(), logits, mask))
                .rename(DraemNetwork.LOSS);
        GoldenLoss golden = new GoldenLoss("draem", net);
        Map<String, INDArray> inputs = Map.of(
                DraemNetwork.NORMAL, golden.array("normal", 2, 3, SIDE, SIDE),
                DraemNetwork.MASK, golden.array("mask", 2, SIDE, SIDE));
        golden.agrees(inputs, DraemNetwork.LOSS, "");
        assertThat(net.run(inputs, DraemNetwork.PROBABILITY))
                .containsExactly(golden.values("probability"), within(1e-4f));
    }

    @Test
    void learnsAsPyTorchForAHundredSteps() throws IOException {
        Trainable net = DraemNetwork.graph(32, 2, 0, 1);
        GoldenLoss golden = new GoldenLoss("draem-curve", net);
        golden.agrees(
                new Optimiser(net, DraemNetwork.LOSS, new FixedSchedule(0.001)),
                List.of(batch(golden, ""), batch(golden, "other_")));
    }

    private static Map<String, INDArray> batch(GoldenLoss golden, String which) throws IOException {
        return Map.of(
                DraemNetwork.INPUT, golden.array(which + "seen", 2, 3, 32, 32),
                DraemNetwork.NORMAL, golden.array(which + "normal", 2, 3, 32, 32),
                DraemNetwork.MASK, golden.array(which + "mask", 2, 32, 32));
    }

    @Test
    void texturesChangeTheImageInsideTheMaskOnly() {
        float[] image = new float[3 * 64 * 64];
        float[] masks = new float[2 * 64 * 64];
        float[] mixed = Textures.of(64).mixedInto(image, masks, 64 * 64, RandomSource.XO_SHI_RO_256_PP.create(3));
        int touched = 0;
        for (int i = 0; i < 64 * 64; i++) {
            assertThat(masks[i]).isZero();
            boolean inside = masks[64 * 64 + i] > 0;
            touched += inside ? 1 : 0;
            if (!inside) {
                assertThat(mixed[i]).isZero();
            }
        }
        assertThat(touched).isBetween(1, 64 * 64 / 2);
    }

    @Test
    void trainsWithThePredictiveBlock() {
        Map<String, String> options = new HashMap<>(options());
        options.putAll(Map.of("sspcab", "0.1", "epochs", "2"));
        try (FittedDetector fitted =
                Training.of(detector()).withOptions(options).fit(Samples.of(normals()))) {
            assertThat(fitted.detect(anomaly()).score()).isBetween(0.0, 1.0);
        }
    }
}
