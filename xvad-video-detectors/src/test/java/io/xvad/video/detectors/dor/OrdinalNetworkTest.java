package io.xvad.video.detectors.dor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.option.Options;
import io.xvad.training.GoldenLoss;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class OrdinalNetworkTest {

    private static final FeatureShape SHAPE = new FeatureShape(5, 3, 4);
    private static final int FRAMES = 6;

    private static final Options OPTIONS = Options.parse(
            new Dor().options(),
            Map.of("channels", "4", "hidden", "3", "weight-decay", "0.05", "learning-rate", "0.01"));

    private static Trainable golden() throws IOException {
        Trainable net = new OrdinalNetwork(SHAPE, OPTIONS).training(0);
        GoldenLoss golden = new GoldenLoss("dor", net);
        net.keep(OrdinalNetwork.MEAN, golden.values(OrdinalNetwork.MEAN));
        net.keep(OrdinalNetwork.DEVIATION, golden.values(OrdinalNetwork.DEVIATION));
        return net;
    }

    private static Map<String, INDArray> inputs(GoldenLoss golden) throws IOException {
        return Map.of(
                OrdinalOutputs.FEATURES, golden.array(OrdinalOutputs.FEATURES, FRAMES, 5, 3, 4),
                OrdinalNetwork.ORDINAL, golden.array(OrdinalNetwork.ORDINAL, FRAMES, 1));
    }

    @Test
    void scoresLossAndGradientsAgreeWithPyTorch() throws IOException {
        Trainable net = golden();
        GoldenLoss golden = new GoldenLoss("dor", net);
        assertThat(net.run(inputs(golden), OrdinalOutputs.SCORE))
                .containsExactly(golden.values(OrdinalOutputs.SCORE), within(1e-5f));
        golden.agrees(inputs(golden), OrdinalNetwork.LOSS, "");
    }

    /** RMSProp with the L2 term on all weights but biases. */
    @Test
    void stepsAgreeWithPyTorch() throws IOException {
        Trainable net = golden();
        GoldenLoss golden = new GoldenLoss("dor", net);
        golden.agrees(
                new Optimiser(net, name -> OrdinalRegression.rule(OPTIONS, name), OrdinalNetwork.LOSS),
                List.of(inputs(golden)));
    }

    /** By automatic differentiation there, from the weights here; the mean of a map is the score less what the biases give. */
    @Test
    void activationMapsAgreeWithPyTorchAndSumToTheScore() throws IOException {
        Trainable net = golden();
        GoldenLoss golden = new GoldenLoss("dor", net);
        Map<String, float[]> found = net.run(inputs(golden), List.of(OrdinalOutputs.ALL));
        ActivationMap activation =
                new ActivationMap(net.value(OrdinalOutputs.HIDDEN_WEIGHTS), net.value(OrdinalOutputs.SCORE_WEIGHTS));
        float[] biases = net.value("fully-connected-bias");
        float[] ordinal = net.value(OrdinalOutputs.SCORE_WEIGHTS);
        float[] expected = golden.values("cam");
        for (int frame = 0; frame < FRAMES; frame++) {
            float[] units = part(found, OrdinalOutputs.HIDDEN, frame);
            float[] map = activation.of(part(found, OrdinalOutputs.ACTIVATION, frame), units);
            assertThat(map).containsExactly(Arrays.copyOfRange(expected, frame * 12, frame * 12 + 12), within(1e-4f));
            double bias = net.value("ordinal-bias")[0];
            for (int unit = 0; unit < units.length; unit++) {
                bias += units[unit] > 0 ? biases[unit] * ordinal[unit] : 0;
            }
            double sum = 0;
            for (float value : map) {
                sum += value;
            }
            assertThat(sum / map.length).isCloseTo(part(found, OrdinalOutputs.SCORE, frame)[0] - bias, within(1e-4));
        }
    }

    private static float[] part(Map<String, float[]> found, String name, int frame) {
        float[] values = Objects.requireNonNull(found.get(name), name);
        int length = values.length / FRAMES;
        return Arrays.copyOfRange(values, frame * length, (frame + 1) * length);
    }

    /** Frames that are all the same get the median of their pseudo-labels, where a squared error would give their mean. */
    @ParameterizedTest
    @CsvSource({"1;1;1;0;0, 1", "1;0;0;1;0, 0", "0.2;0.5;0.9;0.5;0.0, 0.5"})
    void theAbsoluteErrorGivesTheMedian(String labels, float median) {
        FeatureShape one = new FeatureShape(1, 1, 1);
        Options options = Options.parse(new Dor().options(), Map.of("weight-decay", "0", "learning-rate", "0.002"));
        Trainable net = new OrdinalNetwork(one, options).training(1);
        float[] ordinals = new float[5];
        String[] texts = labels.split(";");
        for (int i = 0; i < ordinals.length; i++) {
            ordinals[i] = Float.parseFloat(texts[i]);
        }
        Map<String, INDArray> inputs = Map.of(
                OrdinalOutputs.FEATURES, Nd4j.ones(5, 1, 1, 1),
                OrdinalNetwork.ORDINAL, Nd4j.create(ordinals, new long[] {5, 1}, 'c'));
        Optimiser optimiser = new Optimiser(net, name -> OrdinalRegression.rule(options, name), OrdinalNetwork.LOSS);
        Collections.nCopies(600, inputs).forEach(optimiser::step);
        assertThat(net.run(inputs, OrdinalOutputs.SCORE)[0]).isCloseTo(median, within(0.1f));
    }
}
