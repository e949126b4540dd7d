package io.xvad.detectors.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.model.Npy;
import io.xvad.detectors.TestImages;
import io.xvad.detectors.network.Ssim;
import io.xvad.testkit.DetectorContract;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
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
        return TestImages.withSquare();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("input-size", "32", "epochs", "30", "latent", "8", "loss", "mse", "learning-rate", "0.003");
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
