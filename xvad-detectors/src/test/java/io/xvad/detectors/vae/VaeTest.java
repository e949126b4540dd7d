package io.xvad.detectors.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Sample;
import io.xvad.core.detect.Detector;
import io.xvad.core.model.Npy;
import io.xvad.detectors.TestImages;
import io.xvad.testkit.DetectorContract;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class VaeTest extends DetectorContract {

    @Override
    protected Detector detector() {
        return new Vae();
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
                "30",
                "patience",
                "30",
                "latent",
                "4",
                "learning-rate",
                "0.003",
                "beta",
                "0.0001");
    }

    private static INDArray golden(String name, long... shape) throws IOException {
        String file = "/golden/vae-" + name + ".npy";
        try (InputStream in = Objects.requireNonNull(VaeTest.class.getResourceAsStream(file), file)) {
            return Nd4j.create(Npy.read(file, in.readAllBytes()).floats(), shape, 'c');
        }
    }

    @Test
    void lossAndGradientsEqualPyTorch() throws IOException {
        SameDiff graph = SameDiff.create();
        SDVariable input = graph.placeHolder("input", DataType.FLOAT, -1, 6);
        SDVariable output = graph.var("output", golden("output", 3, 6));
        SDVariable mean = graph.var("mean", golden("mean", 3, 4));
        SDVariable logVariance = graph.var("log-variance", golden("log-variance", 3, 4));
        VaeNetwork.loss(graph, input, output, mean, logVariance, 0.7, 6);
        graph.setLossVariables(VaeNetwork.LOSS);
        Map<String, INDArray> inputs = Map.of("input", golden("input", 3, 6));
        assertThat(graph.outputSingle(inputs, VaeNetwork.LOSS).getFloat(0))
                .isCloseTo(golden("loss", 1).getFloat(0), within(1e-4f));
        List<String> names = List.of("output", "mean", "log-variance");
        Map<String, INDArray> gradients = graph.calculateGradients(inputs, names.toArray(String[]::new));
        for (String name : names) {
            INDArray gradient = Objects.requireNonNull(gradients.get(name));
            float[] expected =
                    golden(name + "-gradient", gradient.shape()).data().asFloat();
            assertThat(gradient.dup('c').data().asFloat()).as(name).containsExactly(expected, within(1e-4f));
        }
    }
}
