package io.xvad.detectors.mahalanobis;

import io.xvad.core.Sample;
import io.xvad.core.detect.Detector;
import io.xvad.detectors.TestImages;
import io.xvad.detectors.pretext.GoldenClassifier;
import io.xvad.testkit.DetectorContract;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MahalanobisTest extends DetectorContract {

    @Override
    protected Detector detector() {
        return new Mahalanobis();
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
        return Map.of("input-size", "32", "epochs", "30", "patience", "30", "batch-size", "1");
    }

    @Test
    void lossGradientsAndPerturbedConfidenceEqualPyTorch() throws IOException {
        GoldenClassifier golden = new GoldenClassifier("mahalanobis");
        Trainable net = MahalanobisNetwork.graph(GoldenClassifier.PLAN, GoldenClassifier.CLASSES, 1);
        float[] shift = new float[3];
        float[] scale = new float[3];
        for (int stage = 0; stage < 3; stage++) {
            net.keep(MahalanobisNetwork.means(stage), GoldenClassifier.shared("means-" + stage));
            net.keep(MahalanobisNetwork.precision(stage), GoldenClassifier.shared("precision-" + stage));
            shift[stage] = 0.1f * stage;
            scale[stage] = 0.5f + stage;
        }
        net.keep(MahalanobisNetwork.SHIFT, shift);
        net.keep(MahalanobisNetwork.SCALE, scale);
        golden.agrees(net);
    }
}
