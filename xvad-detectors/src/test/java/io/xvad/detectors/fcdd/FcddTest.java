package io.xvad.detectors.fcdd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.XvadDataException;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.data.image.ImageWriter;
import io.xvad.detectors.Pictures;
import io.xvad.detectors.featurenetwork.FeatureNetworkGradient;
import io.xvad.testkit.DetectorContract;
import io.xvad.training.GoldenLoss;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

class FcddTest extends DetectorContract {

    @Override
    protected Detector detector() {
        return new Fcdd();
    }

    @Override
    protected List<Sample> normals() {
        return Pictures.normals(6);
    }

    @Override
    protected Sample anomaly() {
        return Pictures.withSquare();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("input-size", "96", "epochs", "20", "hidden", "32", "learning-rate", "0.005");
    }

    @Test
    void lossesAndGradientsEqualPyTorch() throws IOException {
        Trainable net = FcddNetwork.build(4, 6, 5, 1);
        GoldenLoss golden = new GoldenLoss("fcdd", net);
        Map<String, INDArray> inputs = Map.of(
                FeatureNetworkGradient.ROWS, golden.array("rows", 15, 4),
                FcddNetwork.LABELS, golden.array("labels", 3),
                FcddNetwork.MASKS, golden.array("masks", 3, 5));
        golden.agrees(inputs, FcddNetwork.IMAGE_LOSS, "image-");
        golden.agrees(inputs, FcddNetwork.PIXEL_LOSS, "pixel-");
        assertThat(net.run(inputs, FeatureNetworkGradient.SCORE)).containsExactly(golden.values("score"), within(1e-5f));
    }

    @Test
    void withMasksTheMapPeaksInTheDefect() {
        Map<String, String> options = new HashMap<>(options());
        options.put("supervision", "pixel");
        try (FittedDetector fitted =
                Training.of(detector()).withOptions(options).fit(Samples.of(normals()))) {
            Detection detection = fitted.detect(anomaly());
            assertThat(detection.map().argmax() / 80).isBetween(6, 33);
            assertThat(detection.map().argmax() % 80).isBetween(46, 73);
        }
    }

    @Test
    void labelledAnomaliesRaiseTheScoreOfTheirLike(@TempDir Path directory) {
        ImageWriter.writePng(Pictures.withSquare(), directory.resolve("anomalous/square.png"));
        Map<String, String> options = new HashMap<>(options());
        options.put("anomalies", directory.toString());
        try (FittedDetector with = Training.of(detector()).withOptions(options).fit(Samples.of(normals()));
                FittedDetector without =
                        Training.of(detector()).withOptions(options()).fit(Samples.of(normals()))) {
            assertThat(with.detect(anomaly()).score())
                    .isGreaterThan(without.detect(anomaly()).score());
        }
        options.put("supervision", "pixel");
        assertThatThrownBy(() -> Training.of(detector()).withOptions(options).fit(Samples.of(normals())))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("square.png has no mask");
    }

    @Test
    void aDirectoryWithoutAnomaliesIsNamed(@TempDir Path directory) {
        Map<String, String> options = new HashMap<>(options());
        options.put("anomalies", directory.toString());
        assertThatThrownBy(() -> Training.of(detector()).withOptions(options).fit(Samples.of(normals())))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining(directory.resolve("anomalous").toString());
    }
}
