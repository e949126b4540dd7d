package io.xvad.detectors.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.model.Npy;
import io.xvad.core.option.Options;
import io.xvad.detectors.FormulaWeights;
import io.xvad.detectors.TestImages;
import io.xvad.detectors.network.Ssim;
import io.xvad.testkit.DetectorContract;
import io.xvad.training.GoldenLoss;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class AutoencoderTest extends DetectorContract {

    @Override
    protected Detector detector() {
        return new Autoencoder();
    }

    @Override
    protected List<Sample> normals() {
        return TestImages.normals(6);
    }

    @Override
    protected Sample anomaly() {
        return TestImages.withWhiteSquare();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of(
                "input-size",
                "32",
                "epochs",
                "60",
                "patience",
                "60",
                "batch-size",
                "2",
                "latent",
                "8",
                "loss",
                "mse",
                "learning-rate",
                "0.003");
    }

    private static float[] golden(String name) throws IOException {
        String file = "/golden/ssim-" + name + ".npy";
        try (InputStream in = Objects.requireNonNull(AutoencoderTest.class.getResourceAsStream(file), file)) {
            return Npy.read(file, in.readAllBytes()).floats();
        }
    }

    @Test
    void similarityLossAndGradientEqualPyTorch() throws IOException {
        long[] shape = {2, 3, 16, 16};
        SameDiff graph = SameDiff.create();
        SDVariable a = graph.placeHolder("a", DataType.FLOAT, -1, 3, 16, 16);
        SDVariable b = graph.var("b", Nd4j.create(golden("b"), shape, 'c'));
        SDVariable map = Ssim.of(graph, a, b, 3, 16).rename("map");
        map.mean().rsub(1).rename("loss");
        graph.setLossVariables("loss");
        Map<String, INDArray> inputs = Map.of("a", Nd4j.create(golden("a"), shape, 'c'));
        float[] values = Objects.requireNonNull(graph.output(inputs, "map").get("map"))
                .dup('c')
                .data()
                .asFloat();
        assertThat(values).containsExactly(golden("map"), within(1e-4f));
        float[] gradient = Objects.requireNonNull(
                        graph.calculateGradients(inputs, "b").get("b"))
                .dup('c')
                .data()
                .asFloat();
        assertThat(gradient).containsExactly(golden("gradient"), within(1e-4f));
    }

    private static Options parsed(String loss) {
        return Options.parse(new Autoencoder().options(), Map.of("loss", loss));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mse", "ssim"})
    void lossAndGradientsOfThePapersNetworkEqualPyTorch(String loss) throws IOException {
        AutoencoderNetwork network = new AutoencoderNetwork(parsed(loss), 1);
        FormulaWeights.set(network.net());
        GoldenLoss golden = new GoldenLoss("autoencoder", new Trainable(1));
        INDArray images = FormulaWeights.array(FormulaWeights.images(2, 128, 1000), 2, 3, 128, 128);
        Map<String, INDArray> inputs = Map.of(AutoencoderNetwork.WINDOWS, images);
        FormulaWeights.agree(network.net(), inputs, AutoencoderNetwork.LOSS, golden, loss + "-", 2e-4);
    }

    private static float[] similarity(float[] a, float[] b, Ssim.Constants constants) {
        long[] shape = {a.length / 768, 3, 16, 16};
        SameDiff graph = SameDiff.create();
        SDVariable one = graph.constant(Nd4j.create(a, shape, 'c'));
        SDVariable other = graph.constant(Nd4j.create(b, shape, 'c'));
        return Ssim.of(graph, one, other, 3, 16, constants)
                .eval()
                .dup('c')
                .data()
                .asFloat();
    }

    @Test
    void similarityWithEitherConstantsEqualsPyTorch() throws IOException {
        GoldenLoss golden = new GoldenLoss("autoencoder", new Trainable(1));
        float[] a = FormulaWeights.images(2, 16, 0);
        float[] b = FormulaWeights.images(2, 16, 500);
        assertThat(similarity(a, b, new Ssim.Constants(0.01, 0.03)))
                .containsExactly(golden.values("similarity"), within(1e-4f));
        assertThat(similarity(a, b, Ssim.Constants.SQUARED)).containsExactly(golden.values("squared"), within(1e-4f));
    }

    @Test
    void similarityIsOneOfTheSameAndSymmetricAndOfMeansOfConstants() {
        float[] a = FormulaWeights.images(1, 16, 3);
        float[] b = FormulaWeights.images(1, 16, 800);
        Ssim.Constants constants = new Ssim.Constants(0.01, 0.03);
        float[] same = similarity(a, a, constants);
        assertThat(same).containsExactly(filled(same.length, 1), within(1e-5f));
        assertThat(similarity(a, b, constants)).containsExactly(similarity(b, a, constants), within(1e-6f));
        float[] dark = filled(a.length, 0.2f);
        float[] bright = filled(a.length, 0.7f);
        float expected = (float) ((2 * 0.2 * 0.7 + 0.01) / (0.2 * 0.2 + 0.7 * 0.7 + 0.01));
        assertThat(similarity(dark, bright, constants)).containsExactly(filled(same.length, expected), within(1e-5f));
    }

    private static float[] filled(int count, float value) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return values;
    }

    @Test
    void trainsOnWindowsAndReconstructsTheWhole() {
        Map<String, String> options = new HashMap<>(options());
        options.putAll(Map.of("input-size", "64", "crop", "32", "stride", "20", "crops", "2"));
        try (FittedDetector fitted =
                Training.of(detector()).withOptions(options).fit(Samples.of(normals()))) {
            Image anomaly = (Image) anomaly();
            Image normal = fitted.capability(Reconstructs.class).orElseThrow().reconstruct(anomaly);
            assertThat(normal.height()).isEqualTo(anomaly.height());
            assertThat(fitted.detect(anomaly).score())
                    .isGreaterThan(fitted.detect(normals().get(0)).score());
            Differentiable differentiable =
                    fitted.capability(Differentiable.class).orElseThrow();
            assertThat(differentiable.activations()).containsExactly("reassembled-out");
        }
    }

    @Test
    void trainsWithThePredictiveBlock() {
        Map<String, String> options = new HashMap<>(options());
        options.put("sspcab", "0.1");
        try (FittedDetector fitted =
                Training.of(detector()).withOptions(options).fit(Samples.of(normals()))) {
            assertThat(fitted.detect(anomaly()).score())
                    .isGreaterThan(fitted.detect(normals().get(0)).score());
        }
    }

    @Test
    void reconstructsInTheGeometryOfTheImage() {
        try (FittedDetector fitted =
                Training.of(detector()).withOptions(options()).fit(Samples.of(normals()))) {
            Image normal = fitted.capability(Reconstructs.class).orElseThrow().reconstruct(TestImages.withSquare());
            assertThat(normal.channels()).isEqualTo(1);
            assertThat(normal.height()).isEqualTo(60);
            assertThat(normal.width()).isEqualTo(80);
        }
    }
}
