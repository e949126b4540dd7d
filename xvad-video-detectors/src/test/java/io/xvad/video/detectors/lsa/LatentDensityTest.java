package io.xvad.video.detectors.lsa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.training.GoldenLoss;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;

/** The density of codes and its gradients are those that PyTorch computes value by value; see golden/video.py. */
class LatentDensityTest {

    @Test
    void surprisesAndGradientsEqualPyTorch() throws IOException {
        Trainable net = new Trainable(1);
        SDVariable codes = net.constant("codes", 0, 3, 4);
        new LatentDensity(net, 4, 5, 2)
                .surprise(codes)
                .rename("surprise")
                .mean()
                .rename("loss");
        GoldenLoss golden = new GoldenLoss("density", net);
        assertThat(net.run(Map.of(), "surprise")).containsExactly(golden.values("surprise"), within(1e-4f));
        golden.agrees(Map.of(), "loss", "");
    }
}
