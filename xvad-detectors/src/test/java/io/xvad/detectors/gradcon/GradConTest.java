package io.xvad.detectors.gradcon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Sample;
import io.xvad.core.detect.Detector;
import io.xvad.core.option.Options;
import io.xvad.detectors.FormulaWeights;
import io.xvad.detectors.TestImages;
import io.xvad.testkit.DetectorContract;
import io.xvad.training.GoldenLoss;
import io.xvad.training.Layers;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

class GradConTest extends DetectorContract {

    private static final List<String> LAYERS = List.of("decode", "decoder-1");

    @Override
    protected Detector detector() {
        return new GradCon();
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
        return Map.of("input-size", "32", "epochs", "48", "learning-rate", "0.001");
    }

    private static Trainable small() {
        Trainable net = new Trainable(1);
        Layers layers = new Layers(net);
        SDVariable input = net.input("input", 5);
        SDVariable code = net.graph().math().tanh(layers.dense("encode", input, 5, 3));
        SDVariable hidden = net.graph().math().tanh(layers.dense("decode", code, 3, 4));
        SDVariable output = net.graph().nn().sigmoid(layers.dense("decoder-1", hidden, 4, 5));
        net.graph().math().square(output.sub(input)).mean().rename("loss");
        GradientAlignment.remember(net, LAYERS);
        return net;
    }

    private static GradConNetwork network() {
        Options options = Options.parse(new GradCon().options(), Map.of("input-size", "32"));
        GradConNetwork network = new GradConNetwork(options, 1);
        FormulaWeights.set(network.net());
        return network;
    }

    private static INDArray image() {
        return FormulaWeights.array(FormulaWeights.images(1, 32, 5000), 1, 3, 32, 32);
    }

    @Test
    void lossAndGradientsOfThePapersNetworkEqualPyTorch() throws IOException {
        GoldenLoss golden = new GoldenLoss("gradcon-network", new Trainable(1));
        Map<String, INDArray> inputs = Map.of("input", image());
        FormulaWeights.agree(network().net(), inputs, "mse-loss", golden, "", 1e-4);
    }

    @Test
    void theScoreIsTheErrorLessAMultipleOfTheMeanCosine() throws IOException {
        GoldenLoss golden = new GoldenLoss("gradcon-network", new Trainable(1));
        GradConNetwork network = network();
        for (int i = 1; i <= 4; i++) {
            String name = "decoder-" + i;
            int count = (int) network.net().graph().getVariable(name).getArr().length();
            network.net().keep("average-gradient-" + name, FormulaWeights.drawn(count, 9));
        }
        float expected = golden.values("loss")[0] - 0.12f * golden.values("cosine")[0];
        Map<String, INDArray> found = network.found().run(Map.of("input", image()));
        assertThat(Objects.requireNonNull(found.get("score")).getFloat(0)).isCloseTo(expected, within(1e-5f));
    }

    /** Adam makes steps of equal length of small and large gradients, so that errors of the differences grow in each. */
    @Test
    void lossesOfConstrainedStepsEqualPyTorch() throws IOException {
        Trainable net = small();
        GoldenLoss golden = new GoldenLoss("gradcon", net);
        GradientAlignment alignment = new GradientAlignment(net, LAYERS, 0.5);
        Optimiser optimiser = new Optimiser(net, "loss", name -> 0.01, 0).with(alignment);
        float[] losses = new float[3];
        for (int step = 0; step < losses.length; step++) {
            try (INDArray input = golden.array("input-" + step, 4, 5)) {
                losses[step] = (float) optimiser.step(Map.of("input", input));
            }
        }
        assertThat(losses).containsExactly(golden.values("losses"), within(5e-4f));
    }

    @Test
    void theGradientOfTheConstraintEqualsPyTorch() throws IOException {
        Trainable net = small();
        GoldenLoss golden = new GoldenLoss("gradcon", net);
        GradientAlignment alignment = new GradientAlignment(net, LAYERS, 0.5);
        Optimiser optimiser = new Optimiser(net, "loss", name -> 1e-9, 0).with(alignment);
        optimiser.step(Map.of("input", golden.array("input-0", 4, 5)));
        Map<String, INDArray> found = optimiser
                .penalised(Map.of("input", golden.array("input-1", 4, 5)))
                .gradients();
        for (String name : net.names()) {
            float[] gradient =
                    Objects.requireNonNull(found.get(name)).dup('c').data().asFloat();
            assertThat(gradient).as(name).containsExactly(golden.values(name + "-gradient"), within(1e-4f));
        }
    }
}
