package io.xvad.video.detectors.mnad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.training.GoldenLoss;
import io.xvad.training.Trainable;
import io.xvad.video.detectors.framenetwork.ItemMemory;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The memory's reading, losses, gradients and update are those that PyTorch computes; see golden/video.py. */
class MemoryTest {

    @Test
    void readingLossesAndGradients() throws IOException {
        Trainable net = new Trainable(1);
        SDVariable rows = net.constant("rows", 0, 7, 4);
        ItemMemory memory = new ItemMemory(net.graph(), net.input("items", 4), 4);
        SDVariable queries = memory.normalised(rows).rename(ItemMemory.QUERIES);
        SDVariable read = memory.read(queries).rename("read");
        net.graph()
                .math()
                .square(read)
                .mean()
                .mul(3)
                .add(memory.compactness(queries).mul(0.7))
                .add(memory.separateness(queries).mul(0.4))
                .rename("loss");
        GoldenLoss golden = new GoldenLoss("memory", net);
        Map<String, INDArray> inputs = Map.of("items", golden.array("items", 3, 4));
        assertThat(net.run(inputs, "read")).containsExactly(golden.values("read"), within(1e-4f));
        assertThat(net.run(inputs, ItemMemory.NEAREST)).containsExactly(golden.values("nearest"));
        assertThat(net.run(inputs, ItemMemory.DISTANCES)).containsExactly(golden.values("distances"), within(1e-4f));
        golden.agrees(inputs, "loss", "");
    }

    @Test
    void update() throws IOException {
        GoldenLoss golden = new GoldenLoss("memory", new Trainable(1));
        assertThat(MemoryUpdate.updated(golden.values("items"), golden.values("queries"), 4))
                .containsExactly(golden.values("updated"), within(1e-4f));
    }
}
