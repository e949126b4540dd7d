package io.xvad.detectors.efficientad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.TestImages;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.testkit.DetectorContract;
import io.xvad.training.GoldenLoss;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.schedule.FixedSchedule;

class EfficientAdTest extends DetectorContract {

    @Override
    protected Detector detector() {
        return new EfficientAd();
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
        return Map.of(
                "input-size", "64",
                "epochs", "60",
                "teacher-epochs", "30",
                "batch-size", "2",
                "width", "8",
                "learning-rate", "0.003");
    }

    @Test
    void lossGradientsAndMapsEqualPyTorch() throws IOException {
        Trainable net = new Trainable(1);
        SDVariable teacher = net.input(EfficientAdNetworks.TEACHER_ROWS, 5);
        EfficientAdNetworks.addLosses(
                net,
                teacher,
                net.constant("first", 0, 40, 5),
                net.constant("second", 0, 40, 5),
                net.constant("other", 0, 40, 5),
                net.constant("restored", 0, 40, 5));
        GoldenLoss golden = new GoldenLoss("efficient-ad", net);
        Map<String, INDArray> inputs = Map.of(
                EfficientAdNetworks.TEACHER_ROWS, golden.array("teacher", 40, 5),
                EfficientAdNetworks.THRESHOLD, golden.array("threshold", 1, 1));
        golden.agrees(inputs, EfficientAdNetworks.LOSS, "");
        assertThat(net.run(inputs, EfficientAdNetworks.STRUCTURAL))
                .containsExactly(golden.values("structural"), within(1e-4f));
        assertThat(net.run(inputs, EfficientAdNetworks.LOGICAL))
                .containsExactly(golden.values("logical"), within(1e-4f));
    }

    @Test
    void theTeacherLearnsAsPyTorchForAHundredSteps() throws IOException {
        Trainable net = new EfficientAdNetworks(32, 2, 5, 2).teacher(1);
        GoldenLoss golden = new GoldenLoss("patch-description-curve", net);
        golden.agrees(
                new Optimiser(net, EfficientAdNetworks.TEACHER_LOSS, new FixedSchedule(0.001)),
                List.of(
                        Map.of(
                                EfficientAdNetworks.IMAGES, golden.array("images", 2, 3, 32, 32),
                                FeatureNetwork.ROWS, golden.array("rows", 128, 5)),
                        Map.of(
                                EfficientAdNetworks.IMAGES, golden.array("other_images", 2, 3, 32, 32),
                                FeatureNetwork.ROWS, golden.array("other_rows", 128, 5))));
    }

    @Test
    void mapsAreScaledByQuantilesOfNormalImages() {
        MapScaling scaling = MapScaling.ofNormal(
                IntStream.rangeClosed(1, 1999).mapToDouble(i -> i).toArray());
        assertThat(scaling.low()).isCloseTo(1800, within(1e-9));
        assertThat(scaling.high()).isCloseTo(1990, within(1e-9));
        assertThat(scaling.scaled(1800)).isZero();
        assertThat(scaling.scaled(1990)).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void teacherAndStudentHaveACheckpointEach(@TempDir Path directory) {
        Path file = directory.resolve("checkpoint");
        Training training = Training.of(detector())
                .withOptions(options())
                .with(EfficientAd.EPOCHS, 1)
                .with(EfficientAd.TEACHER_EPOCHS, 1)
                .with(TrainingOptions.CHECKPOINT, file.toString());
        try (FittedDetector fitted = training.fit(Samples.of(normals()));
                FittedDetector again = training.fit(Samples.of(normals()))) {
            assertThat(file).exists();
            assertThat(directory.resolve("checkpoint-teacher")).exists();
            assertThat(again.detect(anomaly())).isEqualTo(fitted.detect(anomaly()));
        }
    }
}
