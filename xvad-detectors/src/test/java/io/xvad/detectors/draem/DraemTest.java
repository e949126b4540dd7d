package io.xvad.detectors.draem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.XvadDataException;
import io.xvad.core.XvadModelException;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.option.Options;
import io.xvad.detectors.TestImages;
import io.xvad.testkit.DetectorContract;
import io.xvad.training.GoldenLoss;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.FixedSchedule;

class DraemTest extends DetectorContract {

    private static final int SIDE = 64;

    @Override
    protected Detector detector() {
        return new Draem();
    }

    @Override
    protected List<Sample> normals() {
        return TestImages.normals(8);
    }

    @Override
    protected Sample anomaly() {
        return TestImages.withWhiteSquare();
    }

    @Override
    protected Map<String, String> options() {
        return Map.ofEntries(
                Map.entry("input-size", "64"),
                Map.entry("crop", "0"),
                Map.entry("epochs", "20"),
                Map.entry("epoch-images", "32"),
                Map.entry("width", "4"),
                Map.entry("segmentation-width", "8"),
                Map.entry("learning-rate", "0.005"),
                Map.entry("rotated", "0"),
                Map.entry("window", "9"),
                Map.entry("batch-size", "4"));
    }

    private static Trainable golden() {
        return DraemNetwork.graph(
                new DraemNetwork.Shape(SIDE, SIDE, 5, new ReconstructiveNetwork(2, 0), new DiscriminativeNetwork(2)),
                1);
    }

    private static Map<String, INDArray> batch(GoldenLoss golden, String which) throws IOException {
        return Map.of(
                DraemNetwork.SEEN, golden.array(which + "seen", 2, 3, SIDE, SIDE),
                DraemNetwork.NORMAL, golden.array(which + "normal", 2, 3, SIDE, SIDE),
                DraemNetwork.MASK, golden.array(which + "mask", 2, SIDE, SIDE));
    }

    /**
     * Behind some fifty normalisations single precision is a matter of a few hundredths: at most seeds gradients of up to 20 differ by as
     * much between PyTorch's own two precisions.
     */
    @Test
    void lossGradientsAndScoresEqualPyTorch() throws IOException {
        Trainable net = golden();
        GoldenLoss golden = new GoldenLoss("draem", net);
        golden.agrees(batch(golden, ""), DraemNetwork.LOSS, "", 0.03f);
        Map<String, INDArray> image = Map.of(DraemNetwork.INPUT, golden.array("seen", 2, 3, SIDE, SIDE));
        assertThat(net.run(image, DraemNetwork.PROBABILITY))
                .containsExactly(golden.values("probability"), within(1e-4f));
        assertThat(net.run(image, DraemNetwork.SCORE)).containsExactly(golden.values("score"), within(1e-4f));
    }

    @Test
    void learnsAsPyTorchForAHundredSteps() throws IOException {
        Trainable net = golden();
        GoldenLoss golden = new GoldenLoss("draem", net);
        golden.agrees(
                new Optimiser(net, DraemNetwork.LOSS, new FixedSchedule(0.0001)),
                List.of(batch(golden, ""), batch(golden, "other_")));
    }

    /** Of a probability p where there is an anomaly, (1 - p)^2 times the cross entropy. */
    @Test
    void theFocalLossIsCrossEntropyThatForgetsWhatIsKnown() {
        float[] told = {0.9f, 0.9f, 0.3f, 0.3f};
        float[] mask = {1, 0, 1, 0};
        Trainable net = new Trainable(1);
        SDVariable probability = net.input("told", 2, 2);
        DraemNetwork.focalLoss(probability, net.input(DraemNetwork.MASK, 2, 2)).rename(DraemNetwork.LOSS);
        double expected = 0;
        for (int i = 0; i < told.length; i++) {
            double right = mask[i] > 0 ? told[i] : 1 - told[i];
            expected -= (1 - right) * (1 - right) * Math.log(right) / told.length;
        }
        Map<String, INDArray> inputs = Map.of(
                "told",
                Nd4j.create(told, new long[] {1, 2, 2}, 'c'),
                DraemNetwork.MASK,
                Nd4j.create(mask, new long[] {1, 2, 2}, 'c'));
        assertThat(net.run(inputs, DraemNetwork.LOSS)[0]).isCloseTo((float) expected, within(1e-4f));
    }

    @Test
    void aWindowsMeanCountsZeroBeyondTheBorder() {
        Trainable net = new Trainable(1);
        new WindowMean(4, 3).of(net.input("map", 4, 4)).rename("mean");
        float[] means = net.run(Map.of("map", Nd4j.ones(1, 4, 4)), "mean");
        assertThat(means[0]).isCloseTo(4 / 9f, within(1e-6f));
        assertThat(means[1]).isCloseTo(6 / 9f, within(1e-6f));
        assertThat(means[5]).isCloseTo(1, within(1e-6f));
    }

    /** As many as the same networks in PyTorch; those of the paper, of widths 128 and 64, have 97,404,933. */
    @Test
    void hasTheWeightsOfThePapersNetworks() {
        DraemNetwork.Shape shape =
                new DraemNetwork.Shape(32, 32, 5, new ReconstructiveNetwork(8, 0), new DiscriminativeNetwork(16));
        Trainable net = DraemNetwork.graph(shape, 1);
        assertThat(net.names().stream()
                        .mapToLong(name -> net.value(name).length)
                        .sum())
                .isEqualTo(2_047_797);
    }

    @Test
    void trainsWithThePredictiveBlockOnCrops() {
        Map<String, String> options = new HashMap<>(options());
        options.putAll(Map.of("sspcab", "0.1", "epochs", "1", "input-size", "64", "crop", "32", "rotated", "1"));
        try (FittedDetector fitted =
                Training.of(detector()).withOptions(options).fit(Samples.of(normals()))) {
            assertThat(fitted.detect(anomaly()).score()).isBetween(0.0, 1.0);
        }
    }

    @Test
    void networksOfEarlierModelsAreNotBuiltAgain() {
        EarlierDraem earlier = new EarlierDraem();
        assertThatThrownBy(() -> earlier.network(Options.defaults(earlier.options()), 1))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("earlier version")
                .hasMessageContaining("fit again");
    }

    @Test
    void cropsCannotBeSmallerThanWhatIsHalvedFiveTimes() {
        Training training = Training.of(detector()).withOptions(Map.of("crop", "31"));
        assertThatThrownBy(() -> training.fit(Samples.of(normals())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("crop")
                .hasMessageContaining("31");
    }

    @Test
    void aFolderOfTexturesMustBeThere() {
        Map<String, String> options = new HashMap<>(options());
        options.put("textures", "/none/such");
        Training training = Training.of(detector()).withOptions(options);
        assertThatThrownBy(() -> training.fit(Samples.of(normals())))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("none");
    }
}
