package io.xvad.detectors.generalizedodin;

import io.xvad.core.Sample;
import io.xvad.core.detect.Detector;
import io.xvad.detectors.TestImages;
import io.xvad.detectors.pretext.GoldenClassifier;
import io.xvad.testkit.DetectorContract;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeneralizedOdinTest extends DetectorContract {

    @Override
    protected Detector detector() {
        return new GeneralizedOdin();
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
        return Map.of("input-size", "32", "epochs", "100", "patience", "100", "batch-size", "1");
    }

    @Test
    void lossGradientsAndPerturbedConfidenceEqualPyTorch() throws IOException {
        new GoldenClassifier("generalized")
                .agrees(GeneralizedOdinNetwork.graph(GoldenClassifier.PLAN, GoldenClassifier.CLASSES, 1));
    }
}
