package io.xvad.detectors.efficientad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.XvadDataException;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.TestImages;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.testkit.DetectorContract;
import io.xvad.training.GoldenLoss;
import io.xvad.training.Mode;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import io.xvad.training.WeightRule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class EfficientAdTest extends DetectorContract {

    private static final EfficientAdNetwork.Shape SMALL = new EfficientAdNetwork.Shape(
            new PatchNetwork(PatchNetwork.Kind.SMALL, 2, 3), new GlobalAutoencoder(64, 4, 3));

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
        return Map.of("input-size", "64", "epochs", "4", "epoch-images", "20", "autoencoder-width", "8");
    }

    @Test
    void lossAndGradientsEqualPyTorch() throws IOException {
        Trainable net = new Trainable(1);
        EfficientAdNetwork.Losses.add(
                net,
                net.input(EfficientAdNetwork.TEACHER, 5, 2, 2),
                net.constant("first", 0, 2, 5, 2, 2),
                net.constant("other", 0, 2, 5, 2, 2),
                net.input(EfficientAdNetwork.TEACHER_OF_AUGMENTED, 5, 2, 2),
                net.constant("restored", 0, 2, 5, 2, 2),
                net.constant("second", 0, 2, 5, 2, 2));
        GoldenLoss golden = new GoldenLoss("efficient-ad", net);
        golden.agrees(
                Map.of(
                        EfficientAdNetwork.TEACHER, golden.array("teacher", 2, 5, 2, 2),
                        EfficientAdNetwork.TEACHER_OF_AUGMENTED, golden.array("augmented", 2, 5, 2, 2),
                        EfficientAdNetwork.THRESHOLD, golden.array("threshold", 1, 1, 1, 1)),
                EfficientAdNetwork.LOSS,
                "");
        float[] teacher = golden.values("teacher");
        float[] first = golden.values("first");
        double[] squares = IntStream.range(0, teacher.length)
                .mapToDouble(i -> Math.pow(teacher[i] - first[i], 2))
                .toArray();
        assertThat(MapScaling.quantile(squares, 90)).isCloseTo(golden.values("threshold")[0], within(1e-5));
    }

    @Test
    void learnsAsPyTorchForAHundredSteps() throws IOException {
        Trainable net = SMALL.graph(64, 1);
        GoldenLoss golden = new GoldenLoss("efficient-ad-curve", net);
        WeightRule rule = WeightRule.of(0.001).withDecay(1e-5);
        golden.agrees(
                new Optimiser(
                        net, name -> name.startsWith(Teacher.NAME) ? WeightRule.FROZEN : rule, EfficientAdNetwork.LOSS),
                List.of(batch(golden, ""), batch(golden, "other-")));
    }

    private static Map<String, INDArray> batch(GoldenLoss golden, String which) throws IOException {
        Map<String, INDArray> batch = new HashMap<>();
        batch.put(ImageNetwork.INPUT, golden.array(which + "images", 2, 3, 64, 64));
        batch.put(EfficientAdNetwork.AUGMENTED, golden.array(which + "augmented", 2, 3, 64, 64));
        batch.put(EfficientAdNetwork.OTHER, golden.array(which + "other", 2, 3, 64, 64));
        batch.put(EfficientAdNetwork.TEACHER, golden.array(which + "teacher", 2, 3, 8, 8));
        batch.put(EfficientAdNetwork.TEACHER_OF_AUGMENTED, golden.array(which + "teacher-augmented", 2, 3, 8, 8));
        batch.put(EfficientAdNetwork.THRESHOLD, Nd4j.ones(1, 1, 1, 1));
        int[] sides = {2, 3, 4, 9, 16, 32};
        for (int i = 0; i < sides.length; i++) {
            batch.put("autoencoder-dropout-" + i, golden.array(which + "mask-" + i, 2, 4, sides[i], sides[i]));
        }
        return batch;
    }

    @Test
    void theMapEqualsPyTorch() throws IOException {
        Trainable net = SMALL.graph(64, 1);
        GoldenLoss golden = new GoldenLoss("efficient-ad-curve", net);
        float[] images = golden.values("images");
        INDArray first = Nd4j.create(Arrays.copyOf(images, 3 * 64 * 64), new long[] {1, 3, 64, 64}, 'c');
        assertThat(net.run(Map.of(ImageNetwork.INPUT, first), EfficientAdNetwork.SCALED))
                .containsExactly(golden.values("map"), within(1e-4f));
    }

    @Test
    void eachOutputSees33Pixels() {
        for (PatchNetwork.Kind kind : PatchNetwork.Kind.values()) {
            Trainable net = new Trainable(3);
            PatchNetwork network = new PatchNetwork(kind, 2, 3);
            network.in(net, "seen", Mode.SCORING)
                    .of(net.input("images", 3, 64, 64), 0, 3)
                    .rename("described");
            float[] before = described(net, -1);
            assertThat(before).hasSize(3 * 8 * 8);
            for (int x = 0; x < 64; x++) {
                float[] after = described(net, x);
                for (int column = 0; column < 8; column++) {
                    boolean isSeen = x >= 4 * column && x < 4 * column + 33;
                    if (!isSeen) {
                        assertThat(after[column])
                                .as("%s %d %d", kind, x, column)
                                .isEqualTo(before[column]);
                    }
                }
            }
            assertThat(described(net, 32)[0]).isNotEqualTo(before[0]);
            assertThat(described(net, 28)[7]).isNotEqualTo(before[7]);
        }
    }

    /** Descriptions of noise in which one pixel of the first row, if any, is brighter. */
    private static float[] described(Trainable net, int brighter) {
        float[] values = new float[3 * 64 * 64];
        Random random = new Random(5);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        if (brighter >= 0) {
            values[brighter] += 3;
        }
        return net.run(Map.of("images", Nd4j.create(values, new long[] {1, 3, 64, 64}, 'c')), "described");
    }

    @Test
    void mapsAreScaledByQuantilesOfNormalImages() {
        MapScaling scaling = MapScaling.ofNormal(
                IntStream.rangeClosed(1, 2001).mapToDouble(i -> i).toArray());
        assertThat(scaling.low()).isCloseTo(1801, within(1e-9));
        assertThat(scaling.high()).isCloseTo(1991, within(1e-9));
        assertThat(scaling.scaled(1801)).isZero();
        assertThat(scaling.scaled(1991)).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void oneInAThousandDifferencesIsHard() {
        double[] differences =
                IntStream.rangeClosed(1, 1000).mapToDouble(i -> i).toArray();
        assertThat(MapScaling.quantile(differences, 99.9)).isCloseTo(999.001, within(1e-9));
    }

    @Test
    void theQuantileRisesOverTheFirstHalf() {
        assertThat(EfficientAdNetwork.hard(0.999, 0.5, 0, 100)).isZero();
        assertThat(EfficientAdNetwork.hard(0.999, 0.5, 25, 100)).isCloseTo(0.4995, within(1e-9));
        assertThat(EfficientAdNetwork.hard(0.999, 0.5, 50, 100)).isEqualTo(0.999);
        assertThat(EfficientAdNetwork.hard(0.999, 0, 0, 100)).isEqualTo(0.999);
    }

    @Test
    void colourChangesAreThoseOfTheirNames() {
        float[] image = {0.2f, 0.6f, 0.4f, 0.6f, 0.1f, 0.6f};
        assertThat(ColourChange.BRIGHTNESS.apply(image, 1.2))
                .containsExactly(new float[] {0.24f, 0.72f, 0.48f, 0.72f, 0.12f, 0.72f}, within(1e-6f));
        float grey = 0.299f * 0.2f + 0.587f * 0.4f + 0.114f * 0.1f;
        assertThat(ColourChange.SATURATION.apply(image, 0))
                .containsExactly(new float[] {grey, 0.6f, grey, 0.6f, grey, 0.6f}, within(1e-6f));
        float mean = (grey + 0.6f) / 2;
        assertThat(ColourChange.CONTRAST.apply(image, 0))
                .containsExactly(new float[] {mean, mean, mean, mean, mean, mean}, within(1e-6f));
    }

    @Test
    void takesAnotherTeacher(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("teacher.bin");
        int weights = 3 * 2 * 16 + 2 + 2 * 4 * 16 + 4 + 4 * 4 + 4 + 4 * 4 * 9 + 4 + 4 * 5 * 16 + 5 + 5 * 5 + 5;
        ByteBuffer bytes = ByteBuffer.allocate(4 * (3 + weights)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(1).putInt(2).putInt(5);
        for (int i = 0; i < weights; i++) {
            bytes.putFloat((float) Math.sin(i));
        }
        Files.write(file, bytes.array());
        Training training = Training.of(detector())
                .withOptions(options())
                .with(EfficientAd.EPOCHS, 1)
                .with(EfficientAd.EPOCH_IMAGES, 2)
                .with(EfficientAd.TEACHER, file.toString());
        try (FittedDetector fitted = training.fit(Samples.of(normals()))) {
            assertThat(fitted.detect(anomaly()).score()).isFinite();
        }
        Files.write(file, new byte[] {1, 0, 0, 0, 2, 0, 0, 0, 5, 0, 0, 0, 1});
        assertThatThrownBy(() -> training.fit(Samples.of(normals())))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("teacher.bin must have")
                .hasMessageContaining("has 13");
        Files.write(file, new byte[] {7});
        assertThatThrownBy(() -> training.fit(Samples.of(normals())))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("must begin with");
    }

    @Test
    void refusesSidesThatItsAutoencoderCannotHave() {
        Training training = Training.of(detector()).withOptions(options()).with(EfficientAd.SIZE, 80);
        assertThatThrownBy(() -> training.fit(Samples.of(normals())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("multiple of 32")
                .hasMessageContaining("80");
    }

    @Test
    void aFinishedTrainingIsNotRepeated(@TempDir Path directory) {
        Path file = directory.resolve("checkpoint");
        Training training = Training.of(detector())
                .withOptions(options())
                .with(EfficientAd.EPOCHS, 2)
                .with(EfficientAd.EPOCH_IMAGES, 3)
                .with(TrainingOptions.CHECKPOINT, file.toString());
        try (FittedDetector fitted = training.fit(Samples.of(normals()));
                FittedDetector again = training.fit(Samples.of(normals()))) {
            assertThat(file).exists();
            assertThat(again.detect(anomaly())).isEqualTo(fitted.detect(anomaly()));
        }
    }
}
