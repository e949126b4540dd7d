package io.xvad.video.detectors.dlanac;

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

class LocalAggregationTest {

    /** Of two windows of three places, four centres of which one is left out; see golden/video.py. */
    @Test
    void prototypesReadingLossesAndGradientsEqualPyTorch() throws IOException {
        Trainable net = new Trainable(1);
        ItemMemory plain = new ItemMemory(net.graph(), net.constant("rows", 0, 6, 5), 5);
        SDVariable features = plain.normalised(net.graph().getVariable("rows"));
        SDVariable centres = plain.normalised(net.constant("centres", 0, 4, 5));
        SDVariable selected = net.input("selected", 4);
        LocalAggregation aggregation = new LocalAggregation(net.graph(), centres, selected, 3);
        LocalAggregation.Grouping grouping = new LocalAggregation.Grouping(3, 4, 5);
        SDVariable assigned = aggregation.assigned(features).rename("assigned");
        SDVariable prototypes =
                aggregation.prototypes(assigned, features, grouping).rename("prototypes");
        SDVariable read = aggregation.read(prototypes, features, grouping).rename("read");
        ItemMemory around = new ItemMemory(net.graph(), centres, 5).over(selected);
        net.graph()
                .math()
                .square(read.sub(0.2))
                .mean()
                .add(around.compactness(features).mul(0.7))
                .add(around.separateness(features).mul(0.4))
                .rename("loss");
        GoldenLoss golden = new GoldenLoss("aggregation", net);
        Map<String, INDArray> inputs = Map.of("selected", golden.array("selected", 1, 4));
        for (String name : new String[] {"assigned", "prototypes", "read"}) {
            assertThat(net.run(inputs, name)).as(name).containsExactly(golden.values(name), within(1e-4f));
        }
        golden.agrees(inputs, "loss", "");
    }

    /** Three bundles of directions. */
    @Test
    void thereAreAsManyCentresAsFeaturesAreApart() {
        float[] features = {1, 0, 0.999f, 0.045f, 0, 1, 0.045f, 0.999f, -1, 0};
        ClusterSelection found = ClusterSelection.farthestFirst(features, 2, 5, 0.2);
        assertThat(found.selected()).containsExactly(1, 1, 1, 0, 0);
        assertThat(found.centres()).startsWith(1, 0, -1, 0);
        assertThat(ClusterSelection.farthestFirst(features, 2, 2, 0.2).selected())
                .containsExactly(1, 1);
    }

    @Test
    void whatIsSeldomUsedIsLeftOutButTwoStay() {
        float[] shares = ClusterSelection.shares(new float[] {0.5f, 0.5f, 0}, new float[] {1, 0, 0, 0, 1, 0});
        assertThat(shares).containsExactly(new float[] {0.5f, 0.5f, 0}, within(1e-6f));
        float[] selected = ClusterSelection.selected(new float[] {1, 1, 1}, shares, 0.1);
        assertThat(selected).containsExactly(1, 1, 0);
        assertThat(ClusterSelection.selected(selected, shares, 0.9)).containsExactly(1, 1, 0);
    }
}
