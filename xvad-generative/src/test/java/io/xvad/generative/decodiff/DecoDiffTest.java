package io.xvad.generative.decodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.Training;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.generative.TestImages;
import io.xvad.generative.diffusion.TimeCode;
import io.xvad.generative.diffusion.UNetForm;
import io.xvad.generative.latent.LatentForm;
import io.xvad.testkit.DetectorContract;
import io.xvad.training.GoldenLoss;
import io.xvad.training.Gradients;
import io.xvad.training.Trainable;
import io.xvad.training.WeightedSum;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DecoDiffTest extends DetectorContract {

    private static final LatentForm FORM = new LatentForm(16, 2, 2, 3);
    private static final UNetForm UNET =
            UNetForm.of(2, 4, 4, List.of(1, 1)).withBlocks(1).withAttention(1, Set.of(2));

    @Override
    protected Detector detector() {
        return new DecoDiff();
    }

    @Override
    protected List<Sample> normals() {
        return TestImages.normals(6);
    }

    @Override
    protected Sample anomaly() {
        return TestImages.anomaly(99);
    }

    @Override
    protected Map<String, String> options() {
        return Map.ofEntries(
                Map.entry("input-size", "32"),
                Map.entry("latent-stride", "4"),
                Map.entry("latent-channels", "4"),
                Map.entry("autoencoder-width", "8"),
                Map.entry("width", "8"),
                Map.entry("levels", "1"),
                Map.entry("batch-size", "8"),
                Map.entry("learning-rate", "0.005"),
                Map.entry("epoch-images", "40"),
                Map.entry("autoencoder-epochs", "12"),
                Map.entry("epochs", "12"));
    }

    /** The graph of the golden values, with their weights. */
    private static final class Golden {

        final Trainable net = new Trainable(1);
        final DecoDiffNetwork.Graph graph = new DecoDiffNetwork.Graph(net, FORM, UNET);
        final GoldenLoss values = new GoldenLoss("deco-diff", net);

        Golden() throws IOException {
            net.keep("latent-scale-mean", new float[] {0.5f, -1});
            net.keep("latent-scale-deviation", new float[] {2, 0.5f});
        }
    }

    @Test
    void lossAndGradientsEqualPyTorch() throws IOException {
        Golden golden = new Golden();
        Map<String, INDArray> inputs = Map.of(
                DecoDiffNetwork.DEVIATED, golden.values.array("deviated", 2, 2, 4, 4),
                DecoDiffNetwork.TIME,
                        Nd4j.create(TimeCode.of(new int[] {3, 9}, UNET.width()), new long[] {2, UNET.width()}, 'c'),
                DecoDiffNetwork.DEVIATION, golden.values.array("deviation", 2, 2, 4, 4));
        List<String> weights = golden.net.names().stream()
                .filter(name -> name.startsWith("unet-"))
                .toList();
        golden.net.graph().setLossVariables(DecoDiffNetwork.LOSS);
        try (Gradients found = golden.net.gradients(inputs, List.of(DecoDiffNetwork.LOSS), weights)) {
            assertThat(Objects.requireNonNull(found.outputs().get(DecoDiffNetwork.LOSS))
                            .getFloat(0))
                    .isCloseTo(golden.values.values("loss")[0], within(1e-4f));
            for (String name : weights) {
                assertThat(Objects.requireNonNull(found.gradients().get(name))
                                .dup('c')
                                .data()
                                .asFloat())
                        .as(name)
                        .containsExactly(golden.values.values(name + "-gradient"), within(1e-3f));
            }
        }
    }

    @Test
    void theCorrectionAndItsMapEqualPyTorch() throws IOException {
        Golden golden = new Golden();
        Map<String, INDArray> image = Map.of(ImageNetwork.INPUT, golden.values.array("image", 1, 3, 16, 16));
        golden.graph.deviations.limit(
                new DescriptiveStatistics(new double[] {0.05}), new DescriptiveStatistics(new double[] {0.2}), 2);
        assertThat(golden.net.run(image, DecoDiffNetwork.CORRECTED))
                .containsExactly(golden.values.values("corrected"), within(1e-3f));
        assertThat(golden.net.run(image, ImageNetwork.OUTPUT))
                .containsExactly(golden.values.values("restored"), within(1e-3f));
        assertThat(golden.net.run(image, Deviations.MAP)).containsExactly(golden.values.values("map"), within(1e-3f));
    }

    /** The last convolution of the U-Net starts at 0. */
    @Test
    void anUntrainedNetworkCorrectsNothing() {
        Trainable net = new Trainable(1);
        new DecoDiffNetwork.Graph(net, FORM, UNET);
        Map<String, INDArray> image =
                Map.of(ImageNetwork.INPUT, Nd4j.ones(1, 3, 16, 16).mul(0.4));
        assertThat(net.run(image, DecoDiffNetwork.CORRECTED)).containsExactly(net.run(image, DecoDiffNetwork.LATENT));
        assertThat(net.run(image, Deviations.MAP)).containsOnly(1e-6f);
    }

    /** With {@code eta = (z - z_0) / sqrt(1 - a_t)} each step gives the same estimate of z_0, at which it ends. */
    @Test
    void theTrueDeviationLeadsBackToTheLatent() {
        Trainable net = new Trainable(1);
        SDVariable deviated = net.input("deviated", 2);
        SDVariable clean = net.input("clean", 2);
        Correction.of(deviated, (latent, time) -> latent.sub(clean)
                        .mul(1 / Math.sqrt(1 - Correction.SCHEDULE.alphaBar(time))))
                .rename("corrected");
        Map<String, INDArray> inputs = Map.of(
                "deviated", Nd4j.createFromArray(new float[][] {{3, -2}}),
                "clean", Nd4j.createFromArray(new float[][] {{0.3f, -2}}));
        assertThat(net.run(inputs, "corrected")).containsExactly(new float[] {0.3f, -2}, within(1e-6f));
    }

    /** The root of the map has a floor, so that its slope is finite where nothing is corrected. */
    @Test
    void theMapHasAGradient() throws IOException {
        Golden golden = new Golden();
        float[] each = new float[16 * 16];
        Arrays.fill(each, 1);
        Map<String, INDArray> image = Map.of(ImageNetwork.INPUT, golden.values.array("image", 1, 3, 16, 16));
        float[] gradient = new WeightedSum(golden.net, Deviations.MAP, ImageNetwork.INPUT)
                .gradient(image, each, ImageNetwork.INPUT);
        assertThat(gradient).doesNotContain(Float.NaN).isNotEqualTo(new float[gradient.length]);
    }

    @Test
    void optionsThatCannotBeAreRefused() {
        for (Map<String, String> options :
                List.of(Map.of("corrupted", "1.5"), Map.of("latent-stride", "5"), Map.of("width", "2"))) {
            assertThatThrownBy(() -> Training.of(detector()).withOptions(options))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(options.keySet().iterator().next());
        }
        assertThatThrownBy(() -> Training.of(detector())
                        .withOptions(Map.of("input-size", "32", "levels", "5"))
                        .fit(Samples.of(normals())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("levels");
    }
}
