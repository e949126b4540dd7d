package io.xvad.detectors.simplenet;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.detectors.TestImages;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.testkit.DetectorContract;
import io.xvad.training.GoldenLoss;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SimpleNetTest extends DetectorContract {

    @Override
    protected Detector detector() {
        return new SimpleNet();
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
        return Map.of("input-size", "64", "epochs", "6", "hidden", "32", "learning-rate", "0.005");
    }

    @Test
    void lossAndGradientsEqualPyTorch() throws IOException {
        Trainable net = new SimpleNetNetwork(6, 4, 3).graph(1);
        GoldenLoss golden = new GoldenLoss("simplenet", net);
        float[] signs = {1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1};
        Map<String, INDArray> inputs = Map.of(
                FeatureNetwork.ROWS, golden.array("rows", 6, 4),
                SimpleNetNetwork.NOISE, golden.array("noise", 6, 4),
                SimpleNetNetwork.SIGN, Nd4j.create(signs, new long[] {12, 1}, 'c'));
        golden.agrees(inputs, SimpleNetNetwork.LOSS, "");
    }

    @Test
    void isDifferentiable() {
        try (FittedDetector fitted =
                Training.of(detector()).withOptions(options()).fit(Samples.of(normals()))) {
            Differentiable gradient = fitted.capability(Differentiable.class).orElseThrow();
            assertThat(gradient.inputGradient(TestImages.withSquare()).shape()).containsExactly(1, 60, 80);
        }
    }

    @Test
    void theProvenanceCountsTheImagesReallyLearnedFrom() {
        Training some =
                Training.of(detector()).withOptions(options()).withHeldOut(0).with(FeatureOptions.TRAINING_IMAGES, 4);
        try (FittedDetector ofFour = some.fit(Samples.of(normals()));
                FittedDetector again = some.fit(Samples.of(normals()));
                FittedDetector ofAll =
                        some.with(FeatureOptions.TRAINING_IMAGES, 0).fit(Samples.of(normals()))) {
            assertThat(ofFour.provenance().trainingSize()).isEqualTo(4);
            assertThat(ofAll.provenance().trainingSize()).isEqualTo(6);
            assertThat(again.provenance()).isEqualTo(ofFour.provenance());
            assertThat(ofFour.provenance().trainingFingerprint())
                    .isNotEqualTo(ofAll.provenance().trainingFingerprint());
        }
    }
}
