package io.xvad.detectors.sla2p;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Sample;
import io.xvad.core.detect.Detector;
import io.xvad.detectors.TestImages;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.testkit.DetectorContract;
import io.xvad.training.GoldenLoss;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class Sla2pTest extends DetectorContract {

    @Override
    protected Detector detector() {
        return new Sla2p();
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
        return Map.of("input-size", "64", "epochs", "30", "projections", "4", "learning-rate", "0.01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"entropy", "confidence"})
    void lossGradientsAndScoresEqualPyTorch(String uncertainty) throws IOException {
        Trainable net = new Sla2pNetwork(7, 5, 3, 4, 6, 0.2, uncertainty.equals("entropy")).graph(1);
        GoldenLoss golden = new GoldenLoss("sla2p", net);
        net.keep(Sla2pNetwork.PROJECTIONS, golden.values("projections"));
        Map<String, INDArray> inputs = Map.of(FeatureNetwork.ROWS, golden.array("rows", 7, 5));
        golden.agrees(inputs, Sla2pNetwork.LOSS, "");
        assertThat(net.run(inputs, FeatureNetwork.SCORE)).containsExactly(golden.values(uncertainty), within(1e-4f));
    }
}
