package io.xvad.video.detectors.frameprediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.training.GoldenLoss;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import io.xvad.video.detectors.framenetwork.AnnealedRate;
import io.xvad.video.detectors.framenetwork.FrameForm;
import io.xvad.video.detectors.framenetwork.FrameNetwork;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FrameCriticTest {

    private static final FrameForm FORM = new FrameForm(3, 32);

    /** See golden/networks.py. */
    @Test
    void lossAndGradientsEqualPyTorch() throws IOException {
        GoldenLoss golden = new GoldenLoss("network-critic", FrameCritic.build(FORM, 2, 1));
        golden.agrees(
                Map.of(
                        FrameCritic.REAL, golden.array("seen", 2, 3, 32, 32),
                        FrameCritic.MADE, golden.array("target", 2, 3, 32, 32)),
                FrameCritic.LOSS,
                "");
    }

    /** A network that always gives black frames, where true ones are white: the critic learns to tell them, and its copies follow. */
    @Test
    void learnsToTellPredictedFramesFromTrueOnes() {
        Trainable net = new Trainable(2);
        SDVariable target = net.input(FrameNetwork.TARGET, 3, 32, 32);
        SDVariable predicted = target.mul(0).rename(FrameCritic.PREDICTED);
        FrameCritic.deceived(net, predicted, 3, 2).rename("deceived");
        FrameCritic critic = new FrameCritic(net, FORM, 2, new AnnealedRate(0.1, 1), 3);
        INDArray white = Nd4j.ones(2, 3, 32, 32);
        for (int step = 0; step < 30; step++) {
            critic.stepped(Map.of(FrameNetwork.TARGET, white));
        }
        Optimiser learned = Objects.requireNonNull(critic.optimisers().get("critic"));
        Map<String, INDArray> both = Map.of(FrameCritic.REAL, white, FrameCritic.MADE, Nd4j.zeros(2, 3, 32, 32));
        assertThat(learned.loss(both)).isLessThan(0.1);
        assertThat(net.run(Map.of(FrameNetwork.TARGET, white), "deceived")[0]).isCloseTo(0.5f, within(0.15f));
    }
}
