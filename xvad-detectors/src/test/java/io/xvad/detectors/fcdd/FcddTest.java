package io.xvad.detectors.fcdd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Mask;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadDataException;
import io.xvad.core.XvadModelException;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.detectors.EarlierModel;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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
        return Map.of("input-size", "96", "epochs", "20", "hidden", "8", "learning-rate", "0.005");
    }

    @Test
    void lossesAndGradientsEqualPyTorch() throws IOException {
        Trainable net = FcddNetwork.graph(3, 5, 4, 1);
        GoldenLoss golden = new GoldenLoss("fcdd", net);
        Map<String, INDArray> inputs = Map.of(
                FeatureNetwork.ROWS, golden.array("rows", 48, 3),
                FcddNetwork.LABELS, golden.array("labels", 3),
                FcddNetwork.MASKS, golden.array("masks", 3, 16));
        golden.agrees(inputs, FcddNetwork.IMAGE_LOSS, "image-");
        golden.agrees(inputs, FcddNetwork.PIXEL_LOSS, "pixel-");
        assertThat(net.run(inputs, FeatureNetwork.SCORE)).containsExactly(golden.values("score"), within(1e-5f));
    }

    /** An output of 3 everywhere, and one whose pseudo-Huber distance is a half. */
    @Test
    void distanceAndLossesHaveTheValuesOfTheirEquations() {
        Trainable net = FcddNetwork.graph(1, 1, 2, 1);
        Map<String, float[]> weights = new HashMap<>(net.values());
        weights.put("out", new float[] {0});
        weights.put("out-bias", new float[] {3});
        net.restore(weights);
        Map<String, INDArray> inputs = Map.of(
                FeatureNetwork.ROWS, Nd4j.ones(4, 1),
                FcddNetwork.LABELS, Nd4j.ones(1),
                FcddNetwork.MASKS, Nd4j.zeros(1, 4));
        assertThat(net.run(inputs, FeatureNetwork.SCORE))
                .containsExactly(new float[] {2.162277660f, 2.162277660f, 2.162277660f, 2.162277660f}, within(1e-6f));
        weights.put("out-bias", new float[] {(float) Math.sqrt(1.5 * 1.5 - 1)});
        net.restore(weights);
        assertThat(net.run(inputs, FcddNetwork.IMAGE_LOSS)[0]).isCloseTo(0.932752130f, within(1e-6f));
    }

    @Test
    void theScoreIsTheMeanOutput() {
        Map<String, String> options = new HashMap<>(options());
        options.put("epochs", "1");
        try (FittedDetector mean = Training.of(detector()).withOptions(options).fit(Samples.of(normals()));
                FittedDetector highest = Training.of(detector())
                        .withOptions(options)
                        .with(Fcdd.SCORE, "map-max")
                        .fit(Samples.of(normals()))) {
            Detection byMean = mean.detect(anomaly());
            Detection byHighest = highest.detect(anomaly());
            assertThat(byMean.map()).isEqualTo(byHighest.map());
            assertThat(byHighest.score()).isEqualTo(byHighest.map().max());
            assertThat(byMean.score()).isPositive().isNotEqualTo(byHighest.score());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mean", "map-max"})
    void theGradientIsThatOfTheScore(String score) {
        try (FittedDetector fitted = Training.of(detector())
                .withOptions(options())
                .with(Fcdd.SCORE, score)
                .with(Fcdd.EPOCHS, 2)
                .fit(Samples.of(normals()))) {
            Image image = TestImages.stripes(3, 96, 96);
            float[] gradient = fitted.capability(Differentiable.class)
                    .orElseThrow()
                    .inputGradient(image)
                    .toArray();
            double squared = 0;
            for (float value : gradient) {
                squared += value * value;
            }
            double step = 0.02 / Math.sqrt(squared);
            double rise = fitted.detect(moved(image, gradient, step)).score()
                    - fitted.detect(moved(image, gradient, -step)).score();
            assertThat(rise / (2 * step * squared)).isCloseTo(1, within(0.1));
        }
    }

    private static Image moved(Image image, float[] gradient, double step) {
        float[] values = image.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (step * gradient[i]);
        }
        return Image.of(image.id(), image.channels(), image.height(), image.width(), values);
    }

    @Test
    void learnsByTheOptimiserOfThePaper() {
        try (FittedDetector fitted = Training.of(detector())
                .withOptions(options())
                .with(Fcdd.OPTIMISER, "sgd")
                .with(Fcdd.LEARNING_RATE, 0.05)
                .fit(Samples.of(normals()))) {
            assertThat(fitted.detect(anomaly()).score())
                    .isGreaterThan(fitted.detect(normals().get(0)).score());
        }
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

    @Test
    void aModelOfAVersionWithAnotherNetworkIsRefused(@TempDir Path directory) {
        Path file = directory.resolve("old.xvad");
        try (FittedDetector fitted = Training.of(detector())
                .withOptions(options())
                .with(Fcdd.EPOCHS, 1)
                .withHeldOut(0)
                .fit(Samples.of(normals()))) {
            EarlierModel.write(file, fitted, "score");
            assertThatThrownBy(() -> Models.load(file))
                    .isInstanceOf(XvadModelException.class)
                    .hasMessageContaining("fit it again");
        }
    }
}
