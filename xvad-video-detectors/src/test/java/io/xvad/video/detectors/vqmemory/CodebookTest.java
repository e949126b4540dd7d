package io.xvad.video.detectors.vqmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.training.GoldenLoss;
import io.xvad.training.Trainable;
import io.xvad.training.codebook.Codebook;
import io.xvad.training.codebook.CodebookUpdate;
import java.io.IOException;
import java.util.Map;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Quantisation, its losses, straight-through gradients and the update are those that PyTorch computes; see golden/video.py. */
class CodebookTest {

    @Test
    void quantisationLossesAndGradients() throws IOException {
        Trainable net = new Trainable(1);
        SDVariable features = net.constant("features", 0, 7, 3);
        Codebook codebook = new Codebook(net, features, net.input("book", 3), 5).revealed();
        SDVariable passed = codebook.passed().rename("passed");
        net.graph()
                .math()
                .square(passed.sub(0.3))
                .mean()
                .add(codebook.commitment().mul(0.25))
                .rename("loss");
        GoldenLoss golden = new GoldenLoss("codebook", net);
        Map<String, INDArray> inputs = Map.of("book", golden.array("book", 5, 3));
        assertThat(net.run(inputs, "passed")).containsExactly(golden.values("passed"), within(1e-4f));
        assertThat(net.run(inputs, Codebook.NEAREST)).containsExactly(golden.values("nearest"));
        assertThat(net.run(inputs, Codebook.DISTANCES)).containsExactly(golden.values("distances"), within(1e-4f));
        golden.agrees(inputs, "loss", "");
    }

    @Test
    void update() throws IOException {
        GoldenLoss golden = new GoldenLoss("codebook", new Trainable(1));
        CodebookUpdate update = new CodebookUpdate(
                        new float[] {1, 1, 1, 1, 1}, golden.values("book"), golden.values("book"))
                .after(golden.values("features"), golden.values("nearest"), 0.9);
        assertThat(update.codes()).containsExactly(golden.values("updated"), within(1e-4f));
    }

    /** Two codes: the second has lost its features, and begins again at the only one there is. */
    @Test
    void aCodeWithoutFeaturesBeginsAgainAtOneAndTheOthersStay() {
        CodebookUpdate before =
                new CodebookUpdate(new float[] {4, 0.05f}, new float[] {8, 4, 1, 1}, new float[] {2, 1, 20, 20});
        CodebookUpdate after = before.restarted(new float[] {5, 6}, 0.1, RandomSource.XO_SHI_RO_256_PP.create(1));
        assertThat(after.counts()).containsExactly(4, 1);
        assertThat(after.sums()).containsExactly(8, 4, 5, 6);
        assertThat(after.codes()).containsExactly(2, 1, 5, 6);
        CodebookUpdate left = before.restarted(new float[] {5, 6}, 0, RandomSource.XO_SHI_RO_256_PP.create(1));
        assertThat(left.codes()).containsExactly(before.codes());
    }
}
