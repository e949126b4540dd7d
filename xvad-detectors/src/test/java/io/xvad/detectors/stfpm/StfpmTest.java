package io.xvad.detectors.stfpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.registry.Registry;
import io.xvad.detectors.TestImages;
import io.xvad.detectors.distillation.Scale;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.testkit.DetectorContract;
import io.xvad.training.GoldenLoss;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.schedule.FixedSchedule;

class StfpmTest extends DetectorContract {

    @Override
    protected Detector detector() {
        return new Stfpm();
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
        return Map.of("student", "residual", "input-size", "64", "epochs", "15", "width", "8", "batch-size", "3");
    }

    @Test
    void aStudentBuiltAsItsTeacherIsTheSameFromItsFile(@TempDir Path directory) throws IOException {
        Image anomaly = TestImages.withSquare();
        Path file = directory.resolve("stfpm.xvad");
        try (FittedDetector fitted = Training.of(detector())
                .withOptions(Map.of("input-size", "32", "epochs", "2", "batch-size", "3"))
                .fit(Samples.of(normals()))) {
            Models.save(fitted, file);
            float[] gradient = gradient(fitted, anomaly);
            assertThat(gradient).doesNotContain(Float.NaN).isNotEqualTo(new float[gradient.length]);
            try (FittedDetector loaded = Models.load(file, Registry.of(Detector.class, List.of(detector())))) {
                assertThat(loaded.detect(anomaly).score())
                        .isEqualTo(fitted.detect(anomaly).score());
                assertThat(gradient(loaded, anomaly)).containsExactly(gradient, within(1e-5f));
            }
        }
    }

    private static float[] gradient(FittedDetector fitted, Image image) {
        return fitted.capability(Differentiable.class)
                .orElseThrow()
                .inputGradient(image)
                .toArray();
    }

    @Test
    void lossGradientsAndScoresEqualPyTorch() throws IOException {
        Trainable net = network().graph(1);
        GoldenLoss golden = new GoldenLoss("stfpm", net);
        Map<String, INDArray> inputs = Map.of(
                FeatureNetwork.ROWS, golden.array("rows", 128, 7),
                StfpmNetwork.IMAGES, golden.array("pictures", 2, 3, 32, 32));
        golden.agrees(inputs, StfpmNetwork.LOSS, "");
        assertThat(net.run(inputs, FeatureNetwork.SCORE)).containsExactly(golden.values("score"), within(1e-4f));
    }

    @Test
    void learnsAsPyTorchForAHundredSteps() throws IOException {
        Trainable net = network().graph(1);
        GoldenLoss golden = new GoldenLoss("stfpm", net);
        Optimiser optimiser = new Optimiser(net, StfpmNetwork.LOSS, new FixedSchedule(0.001));
        golden.agrees(
                optimiser,
                List.of(
                        Map.of(
                                FeatureNetwork.ROWS, golden.array("rows", 128, 7),
                                StfpmNetwork.IMAGES, golden.array("pictures", 2, 3, 32, 32)),
                        Map.of(
                                FeatureNetwork.ROWS, golden.array("other_rows", 128, 7),
                                StfpmNetwork.IMAGES, golden.array("other_pictures", 2, 3, 32, 32))));
    }

    private static StfpmNetwork network() {
        List<Scale> scales = List.of(new Scale(0, 3, 1), new Scale(3, 4, 2));
        return new StfpmNetwork(scales, 32, 8, new ResidualStudent(scales, 4, 2));
    }
}
