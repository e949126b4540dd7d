package io.xvad.generative.cflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.detectors.distillation.Scale;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.generative.FlowDetectorContract;
import io.xvad.generative.TestImages;
import io.xvad.training.GoldenLoss;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.FixedSchedule;

class CflowTest extends FlowDetectorContract {

    private static final int CODE = 8;

    @Override
    protected Detector detector() {
        return new Cflow();
    }

    @Override
    protected int epochs() {
        return 40;
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("input-size", "64", "epochs", "10", "flow-steps", "2", "position-code", "8", "batch-size", "3");
    }

    /** The network of the golden values, with its weights and mixing. */
    private static final class Golden {

        final Trainable net = CflowNetwork.of(
                        List.of(new Scale(0, 3, 1), new Scale(3, 4, 2)), 4, 2, new PositionCode(CODE))
                .graph(1);
        final GoldenLoss loss = new GoldenLoss("cflow", net);

        Golden() throws IOException {
            for (int flow = 0; flow < 2; flow++) {
                for (int step = 0; step < 2; step++) {
                    String mixing = "flow-" + flow + "-" + step + "-mixing";
                    net.keep(mixing, loss.values(mixing));
                }
                net.keep("flow-" + flow + "-highest", new float[] {loss.values("highest")[flow]});
            }
        }

        Map<String, INDArray> inputs(String other) throws IOException {
            return Map.of(
                    "vectors-0", loss.array("vectors-0" + other, 6, 3),
                    "positions-0", loss.array("positions-0" + other, 6, CODE),
                    "vectors-1", loss.array("vectors-1" + other, 6, 4),
                    "positions-1", loss.array("positions-1" + other, 6, CODE));
        }
    }

    @Test
    void lossGradientsAndScoresEqualPyTorch() throws IOException {
        Golden golden = new Golden();
        golden.loss.agrees(golden.inputs(""), CflowNetwork.LOSS, "");
        assertThat(golden.net.run(Map.of(FeatureNetwork.ROWS, golden.loss.array("rows", 16, 7)), FeatureNetwork.SCORE))
                .containsExactly(golden.loss.values("score"), within(1e-5f));
        assertThat(new PositionCode(CODE).ofGrid(4)).containsExactly(golden.loss.values("codes"), within(1e-6f));
    }

    @Test
    void learnsAsPyTorchForThirtySteps() throws IOException {
        Golden golden = new Golden();
        golden.loss.agrees(
                new Optimiser(golden.net, CflowNetwork.LOSS, new FixedSchedule(0.003)),
                List.of(golden.inputs(""), golden.inputs("-other")));
    }

    /** Two places with other Gaussians each: without the condition their likelihoods would be those of the mixture. */
    @Test
    void learnsTheDensityOfEachPlace() {
        ScaleFlow flow = new ScaleFlow(0, new Scale(0, 2, 1), 2, 4, new PositionCode(CODE));
        CflowNetwork network = new CflowNetwork(List.of(flow), 2);
        Trainable net = network.graph(1);
        Optimiser optimiser = new Optimiser(net, CflowNetwork.LOSS, new FixedSchedule(0.005));
        SplittableRandom random = new SplittableRandom(4);
        float[] codes = new PositionCode(CODE).ofGrid(2);
        for (int step = 0; step < 600; step++) {
            float[] vectors = new float[2 * 256];
            float[] positions = new float[CODE * 256];
            for (int i = 0; i < 256; i++) {
                int place = i % 2;
                vectors[2 * i] = (float) (mean(place) + deviation(place) * random.nextGaussian());
                vectors[2 * i + 1] = (float) (deviation(place) * random.nextGaussian());
                System.arraycopy(codes, place * CODE, positions, i * CODE, CODE);
            }
            optimiser.step(Map.of(
                    flow.vectors(), Nd4j.create(vectors, new long[] {256, 2}, 'c'),
                    flow.positions(), Nd4j.create(positions, new long[] {256, CODE}, 'c')));
        }
        float[] seen = {1, 0, 1, 0, 1, 0, 1, 0};
        float[] likelihood =
                net.run(Map.of(FeatureNetwork.ROWS, Nd4j.create(seen, new long[] {4, 2}, 'c')), flow.likelihood());
        for (int place = 0; place < 2; place++) {
            double z = (1 - mean(place)) / deviation(place);
            double wanted = -0.5 * z * z - Math.log(2 * Math.PI) - 2 * Math.log(deviation(place));
            assertThat(2.0 * likelihood[place]).as("place %d", place).isCloseTo(wanted, within(0.15));
        }
    }

    private static double mean(int place) {
        return place == 0 ? 1 : -1;
    }

    private static double deviation(int place) {
        return place == 0 ? 0.8 : 1.2;
    }

    @Test
    void theScaleIsThatOfNormalImagesHeldOut() {
        Map<String, Float> scores = new HashMap<>();
        for (String scale : List.of("held-out", "training")) {
            Map<String, String> options = new HashMap<>(options());
            options.put("scale", scale);
            try (FittedDetector fitted =
                    Training.of(detector()).withOptions(options).fit(Samples.of(TestImages.normals(12)))) {
                scores.put(scale, (float) fitted.detect(anomaly()).score());
            }
        }
        assertThat(scores.get("held-out")).isNotEqualTo(scores.get("training"));
        assertThat(scores.values()).allSatisfy(score -> assertThat(score).isBetween(0f, 1f));
    }

    @Test
    void rotationsFollowTheSeed() {
        CflowNetwork network = CflowNetwork.of(List.of(new Scale(0, 8, 1)), 4, 2, new PositionCode(CODE));
        float[] mixing = network.graph(1).value("flow-0-1-mixing");
        assertThat(network.graph(1).value("flow-0-1-mixing")).containsExactly(mixing);
        assertThat(network.graph(2).value("flow-0-1-mixing")).isNotEqualTo(mixing);
    }

    @Test
    void optionsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> Training.of(detector()).withOptions(Map.of("scale", "test-set")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("held-out");
        assertThatThrownBy(() -> Training.of(detector())
                        .withOptions(Map.of("position-code", "10"))
                        .fit(Samples.of(normals())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("multiple of 4");
    }
}
