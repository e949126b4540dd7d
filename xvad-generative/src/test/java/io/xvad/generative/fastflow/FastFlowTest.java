package io.xvad.generative.fastflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.Training;
import io.xvad.detectors.distillation.Scale;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.generative.FlowDetectorContract;
import io.xvad.training.GoldenLoss;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.schedule.FixedSchedule;

class FastFlowTest extends FlowDetectorContract {

    @Override
    protected Detector detector() {
        return new FastFlow();
    }

    @Override
    protected int epochs() {
        return 30;
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("input-size", "64", "epochs", "6", "flow-steps", "3", "batch-size", "3");
    }

    /** The network of the golden values, with its weights and mixing. */
    private static final class Golden {

        final Trainable net =
                new FastFlowNetwork(List.of(new Scale(0, 3, 1), new Scale(3, 4, 2)), 4, 3, false, 1).graph(1);
        final GoldenLoss loss = new GoldenLoss("fastflow", net);

        Golden() throws IOException {
            for (int flow = 0; flow < 2; flow++) {
                for (int step = 0; step < 3; step++) {
                    String mixing = "flow-" + flow + "-" + step + "-mixing";
                    net.keep(mixing, loss.values(mixing));
                }
            }
        }

        Map<String, INDArray> inputs(String rows) throws IOException {
            return Map.of(FeatureNetwork.ROWS, loss.array(rows, 32, 7));
        }
    }

    @Test
    void lossGradientsAndScoresEqualPyTorch() throws IOException {
        Golden golden = new Golden();
        golden.loss.agrees(golden.inputs("rows"), FastFlowNetwork.LOSS, "", 1e-3f);
        assertThat(golden.net.run(golden.inputs("rows"), FeatureNetwork.SCORE))
                .containsExactly(golden.loss.values("score"), within(1e-5f));
    }

    @Test
    void learnsAsPyTorchForThirtySteps() throws IOException {
        Golden golden = new Golden();
        golden.loss.agrees(
                new Optimiser(golden.net, FastFlowNetwork.LOSS, new FixedSchedule(0.003)),
                List.of(golden.inputs("rows"), golden.inputs("other_rows")));
    }

    @Test
    void convolutionsOfOnePlaceAreOnlyThoseOfEverySecondStep() {
        List<Scale> scales = List.of(new Scale(0, 4, 1));
        Trainable inTurn = new FastFlowNetwork(scales, 4, 2, false, 0.5).graph(1);
        Trainable wide = new FastFlowNetwork(scales, 4, 2, true, 0.5).graph(1);
        assertThat(inTurn.value("flow-0-0-1")).hasSize(9 * 2);
        assertThat(inTurn.value("flow-0-1-1")).hasSize(2);
        assertThat(wide.value("flow-0-1-1")).hasSize(9 * 2);
    }

    @Test
    void permutationsFollowTheSeed() {
        List<Scale> scales = List.of(new Scale(0, 8, 1));
        float[] mixing = new FastFlowNetwork(scales, 4, 2, false, 1).graph(1).value("flow-0-1-mixing");
        assertThat(new FastFlowNetwork(scales, 4, 2, false, 1).graph(1).value("flow-0-1-mixing"))
                .containsExactly(mixing);
        assertThat(new FastFlowNetwork(scales, 4, 2, false, 1).graph(2).value("flow-0-1-mixing"))
                .isNotEqualTo(mixing);
    }

    @Test
    void optionsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> Training.of(detector()).withOptions(Map.of("flow-steps", "0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("flow-steps");
        assertThatThrownBy(() -> Training.of(detector()).withOptions(Map.of("hidden-ratio", "0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hidden-ratio");
        assertThatThrownBy(() -> Training.of(detector())
                        .withOptions(Map.of("layers", "stride7"))
                        .fit(Samples.of(normals())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stride7");
    }
}
