package io.xvad.detectors.fcdd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Detection;
import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Mask;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadDataException;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.model.ModelFile;
import io.xvad.core.model.Provenance;
import io.xvad.detectors.TestImages;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
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
        return TestImages.normals(6);
    }

    @Override
    protected Sample anomaly() {
        return TestImages.withSquare();
    }

    @Override
    protected LabelledSamples labelled() {
        return LabelledSamples.of(List.of(anomaly()), List.of(Label.anomaly()));
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("input-size", "96", "epochs", "20", "hidden", "32", "learning-rate", "0.005");
    }

    @Test
    void lossesAndGradientsEqualPyTorch() throws IOException {
        Trainable net = FcddNetwork.graph(4, 6, 5, 1);
        GoldenLoss golden = new GoldenLoss("fcdd", net);
        Map<String, INDArray> inputs = Map.of(
                FeatureNetwork.ROWS, golden.array("rows", 15, 4),
                FcddNetwork.LABELS, golden.array("labels", 3),
                FcddNetwork.MASKS, golden.array("masks", 3, 5));
        golden.agrees(inputs, FcddNetwork.IMAGE_LOSS, "image-");
        golden.agrees(inputs, FcddNetwork.PIXEL_LOSS, "pixel-");
        assertThat(net.run(inputs, FeatureNetwork.SCORE)).containsExactly(golden.values("score"), within(1e-5f));
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

    private static TrainingSet withLabelled(List<Sample> normals, Sample sample, Label label) {
        return TrainingSet.normals(Samples.of(normals))
                .withLabelled(LabelledSamples.of(List.of(sample), List.of(label)));
    }

    @Test
    void labelledAnomaliesRaiseTheScoreOfTheirLike() {
        TrainingSet data = withLabelled(normals(), anomaly(), Label.anomaly());
        try (FittedDetector with =
                        Training.of(detector()).withOptions(options()).fit(data);
                FittedDetector without =
                        Training.of(detector()).withOptions(options()).fit(Samples.of(normals()))) {
            assertThat(with.detect(anomaly()).score())
                    .isGreaterThan(without.detect(anomaly()).score());
            assertThat(with.provenance().learnedFrom().labelled()).isEqualTo(1);
            assertThat(with.provenance().trainingFingerprint())
                    .isNotEqualTo(without.provenance().trainingFingerprint());
        }
        Training byPixel = Training.of(detector()).withOptions(options()).with(Fcdd.SUPERVISION, "pixel");
        assertThatThrownBy(() -> byPixel.fit(data))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("with-square has no mask");
    }

    @Test
    void aLabelledAnomalyIsLearnedWhereItsMaskSays() {
        boolean[] pixels = new boolean[60 * 80];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i / 80 >= 10 && i / 80 < 30 && i % 80 >= 50 && i % 80 < 70;
        }
        TrainingSet data = withLabelled(normals(), anomaly(), Label.anomaly(Mask.of(60, 80, pixels)));
        try (FittedDetector fitted = Training.of(detector())
                .withOptions(options())
                .with(Fcdd.SUPERVISION, "pixel")
                .fit(data)) {
            Detection detection = fitted.detect(anomaly());
            assertThat(detection.map().argmax() / 80).isBetween(6, 33);
            assertThat(detection.map().argmax() % 80).isBetween(46, 73);
        }
    }

    @Test
    void aLabelledNormalImageIsLearnedAsNormal() {
        TrainingSet data = withLabelled(normals(), anomaly(), Label.normal());
        try (FittedDetector with =
                        Training.of(detector()).withOptions(options()).fit(data);
                FittedDetector without =
                        Training.of(detector()).withOptions(options()).fit(Samples.of(normals()))) {
            assertThat(with.detect(anomaly()).score())
                    .isLessThan(without.detect(anomaly()).score());
        }
    }

    /** Models of earlier versions name a directory of anomalies in their options. */
    @Test
    void aModelWithTheRetiredOptionLoads(@TempDir Path directory) {
        Path file = directory.resolve("old.xvad");
        try (FittedDetector fitted =
                Training.of(detector()).withOptions(options()).withHeldOut(0).fit(Samples.of(normals()))) {
            Provenance now = fitted.provenance();
            Map<String, String> options = new HashMap<>(now.options());
            options.put("anomalies", "/data/anomalies");
            options.remove("training-images");
            Provenance old = new Provenance(
                    now.detector(),
                    options,
                    now.seed(),
                    now.trainingSize(),
                    now.trainingFingerprint(),
                    now.libraryVersion());
            ModelFile.write(file, old, fitted::save);
            try (FittedDetector loaded = Models.load(file)) {
                assertThat(loaded.detect(anomaly())).isEqualTo(fitted.detect(anomaly()));
            }
        }
    }
}
