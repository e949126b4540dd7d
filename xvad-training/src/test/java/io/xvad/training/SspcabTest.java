package io.xvad.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

@SuppressWarnings("NullAway")
class SspcabTest {

    private static Trainable block() {
        Trainable net = new Trainable(1);
        Sspcab block = Sspcab.add(net, "block", net.input("x", 16, 7, 7), 16, 7);
        block.output().rename("output");
        block.loss().rename("loss");
        return net;
    }

    @Test
    void outputLossAndGradientsEqualPyTorch() throws IOException {
        Trainable net = block();
        GoldenLoss golden = new GoldenLoss("sspcab", net);
        Map<String, INDArray> inputs = Map.of("x", golden.array("x", 2, 16, 7, 7));
        golden.agrees(inputs, "loss", "");
        assertThat(net.run(inputs, "output")).containsExactly(golden.values("output"), within(1e-4f));
    }

    @Test
    void theCentreDoesNotSeeItself() throws IOException {
        Trainable net = block();
        GoldenLoss golden = new GoldenLoss("sspcab", net);
        INDArray x = golden.array("x", 2, 16, 7, 7);
        net.graph().getVariable("block-squeeze").getArr().assign(0);
        float before =
                net.graph().output(Map.of("x", x), "output").get("output").getFloat(0, 3, 2, 3);
        x.putScalar(new int[] {0, 5, 2, 3}, 9);
        float after = net.graph().output(Map.of("x", x), "output").get("output").getFloat(0, 3, 2, 3);
        assertThat(after).isEqualTo(before);
    }
}
