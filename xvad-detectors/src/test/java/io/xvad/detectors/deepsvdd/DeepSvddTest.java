package io.xvad.detectors.deepsvdd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.XvadTrainingException;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.option.Options;
import io.xvad.core.progress.ProgressListener;
import io.xvad.detectors.TestImages;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.testkit.DetectorContract;
import io.xvad.training.BatchLearner;
import io.xvad.training.GoldenLoss;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class DeepSvddTest extends DetectorContract {

    private static final int SIDE = 32;

    @Override
    protected Detector detector() {
        return new DeepSvdd();
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
        return Map.of("input-size", "32", "epochs", "10", "pretraining-epochs", "10", "width", "4", "latent", "16");
    }

    private static void normalise(Trainable net) {
        net.keep(Contrast.SMALLEST, new float[] {-2.5f});
        net.keep(Contrast.RANGE, new float[] {4});
    }

    /** Gradients of the losses themselves are up to 70. */
    private static String thousandth(Trainable net, String loss) {
        return net.graph()
                .getVariable(loss)
                .mul(0.001)
                .rename(loss + "-thousandth")
                .name();
    }

    @Test
    void lossesGradientsAndDistancesEqualPyTorch() throws IOException {
        Trainable net = DeepSvddNetwork.graph(SIDE, 2, 16, 0.25, 1);
        GoldenLoss golden = new GoldenLoss("deep-svdd", net);
        normalise(net);
        net.keep(DeepSvddNetwork.CENTRE, golden.values("centre"));
        net.keep(DeepSvddNetwork.RADIUS, new float[] {30});
        Map<String, INDArray> inputs = Map.of(ImageNetwork.INPUT, golden.array("images", 3, 3, SIDE, SIDE));
        assertThat(net.run(inputs, DeepSvddNetwork.DISTANCE)).containsExactly(golden.values("distance"), within(1e-3f));
        golden.agrees(inputs, thousandth(net, DeepSvddNetwork.ONE_CLASS_LOSS), "");
        golden.agrees(inputs, thousandth(net, DeepSvddNetwork.SOFT_LOSS), "soft-");
    }

    @Test
    void theAutoencoderBeforeItEqualsPyTorch() throws IOException {
        Trainable net = Pretraining.graph(SIDE, 2, 16, 1);
        GoldenLoss golden = new GoldenLoss("deep-svdd-autoencoder", net);
        normalise(net);
        Map<String, INDArray> inputs = Map.of(ImageNetwork.INPUT, golden.array("images", 3, 3, SIDE, SIDE));
        golden.agrees(inputs, thousandth(net, Pretraining.LOSS), "");
    }

    private DeepSvddNetwork pretrained(List<float[]> images, Map<String, String> more) {
        Map<String, String> own = new HashMap<>(options());
        own.putAll(more);
        Options options = Options.parse(detector().options(), own);
        DeepSvddNetwork network = new DeepSvddNetwork(options, 1);
        network.begin(images, new FitRequest(options, 1, ProgressListener.none()));
        return network;
    }

    private static List<float[]> images() {
        return TestImages.normals(6).stream()
                .map(sample -> NetworkImages.seen(sample.requireImage(), SIDE))
                .toList();
    }

    @Test
    void pretrainingChangesTheWeightsTheNetworkBeginsWith() {
        DeepSvddNetwork with = pretrained(images(), Map.of());
        DeepSvddNetwork without = pretrained(images(), Map.of("pretraining-epochs", "0"));
        for (String name : List.of("stage-1", "code-weights", "stage-2-norm-running-mean")) {
            assertThat(with.net().value(name))
                    .as(name)
                    .isNotEqualTo(without.net().value(name));
        }
        assertThat(with.net().value("stage-1-norm-scale")).containsOnly(1);
    }

    /** The centre is the mean output of the pretrained network, no value of it within 0.1 of 0. */
    @Test
    void theCentreIsTheMeanOutputAwayFromZero() {
        DeepSvddNetwork network = pretrained(images(), Map.of());
        float[] centre = network.net().value(DeepSvddNetwork.CENTRE);
        float[] mean = new float[centre.length];
        for (float[] image : images()) {
            float[] code =
                    network.net().run(Map.of(ImageNetwork.INPUT, NetworkImages.batch(List.of(image), SIDE)), "code");
            for (int i = 0; i < mean.length; i++) {
                mean[i] += code[i] / 6;
            }
        }
        for (int i = 0; i < mean.length; i++) {
            float expected = Math.copySign(Math.max(0.1f, Math.abs(mean[i])), mean[i]);
            assertThat(centre[i]).isCloseTo(expected, within(1e-4f));
        }
    }

    /** Brightness and contrast of an image do not matter, and training images fill [0, 1]. */
    @Test
    void contrastIsNormalised() {
        DeepSvddNetwork network = pretrained(images(), Map.of());
        float[] image = images().get(0);
        float[] darker = new float[image.length];
        for (int i = 0; i < image.length; i++) {
            darker[i] = 0.1f + 0.3f * image[i];
        }
        float[] normal = contrast(network, image);
        assertThat(contrast(network, darker)).containsExactly(normal, within(1e-3f));
        float smallest = network.net().value(Contrast.SMALLEST)[0];
        float range = network.net().value(Contrast.RANGE)[0];
        double mean = 0;
        double strength = 0;
        for (float value : normal) {
            assertThat((value - smallest) / range).isBetween(-1e-4f, 1.0001f);
            mean += value / normal.length;
            strength += Math.abs(value) / normal.length;
        }
        assertThat(mean).isCloseTo(0, within(1e-4));
        assertThat(strength).isCloseTo(1, within(1e-4));
    }

    private static float[] contrast(DeepSvddNetwork network, float[] image) {
        return network.net()
                .run(Map.of(ImageNetwork.INPUT, NetworkImages.batch(List.of(image), SIDE)), Contrast.NORMALISED);
    }

    /** Before the warm-up has ended the radius stays 0. */
    @Test
    void theRadiusIsSetAfterTheWarmUp() {
        Map<String, String> soft = Map.of("objective", "soft-boundary", "warm-up", "2", "pretraining-epochs", "0");
        DeepSvddNetwork network = pretrained(images(), soft);
        BatchLearner.AfterStep after = network.afterStep();
        Map<String, INDArray> batch = Map.of(ImageNetwork.INPUT, NetworkImages.batch(images().subList(0, 5), SIDE));
        after.stepped(batch);
        after.stepped(batch);
        assertThat(network.net().value(DeepSvddNetwork.RADIUS)).containsExactly(0);
        after.stepped(batch);
        assertThat(network.net().value(DeepSvddNetwork.RADIUS)[0]).isPositive();
    }

    /** The paper's network for CIFAR-10: three stages of 32, 64 and 128 channels, 4 x 4 positions, a code of 128. */
    @Test
    void hasThePapersLayersForThePapersImages() {
        LeNetEncoder encoder = new LeNetEncoder(new Trainable(1), 32, 32, 128);
        assertThat(encoder.stages()).isEqualTo(3);
        assertThat(List.of(encoder.channels(1), encoder.channels(2), encoder.channels(3)))
                .containsExactly(32, 64, 128);
        assertThat(encoder.side()).isEqualTo(4);
        assertThat(encoder.values()).isEqualTo(128);
        LeNetEncoder odd = new LeNetEncoder(new Trainable(1), 144, 32, 128);
        assertThat(odd.side()).isEqualTo(9);
        assertThat(odd.values()).isEqualTo(162);
    }

    @Test
    void theSoftBoundaryLeavesItsShareOfNormalImagesOutside() {
        Map<String, String> options = new HashMap<>(options());
        options.putAll(Map.of("objective", "soft-boundary", "nu", "0.5"));
        List<Sample> normals = TestImages.normals(12);
        try (FittedDetector fitted =
                Training.of(detector()).withOptions(options).fit(Samples.of(normals))) {
            long outside = normals.stream()
                    .filter(normal -> fitted.detect(normal).score() > 0)
                    .count();
            assertThat(outside).isBetween(1L, 11L);
        }
    }

    @Test
    void aCollapsedNetworkIsAnError() {
        DeepSvddNetwork network = new DeepSvddNetwork(Options.parse(detector().options(), options()), 1);
        Trainable net = network.net();
        float[] image = new float[3 * SIDE * SIDE];
        Arrays.fill(image, 0.25f);
        image[0] = 1;
        network.setCentre(List.of(image));
        network.finish(List.of(image), List.of());
        Map<String, float[]> zeros = new HashMap<>(net.values());
        net.names().forEach(name -> zeros.put(name, new float[net.value(name).length]));
        net.restore(zeros);
        assertThatThrownBy(() -> network.finish(List.of(image), List.of()))
                .isInstanceOf(XvadTrainingException.class)
                .hasMessageContaining("collapsed");
    }
}
