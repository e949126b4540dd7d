package io.xvad.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.factory.Nd4j;

class LayersTest {

    @Test
    void bothFormsOfANetworkHaveTheSameWeights() {
        Trainable net = new Trainable(1);
        SDVariable x = net.input("x", 3, 8, 8);
        for (Mode mode : Mode.values()) {
            new Layers(net, mode).rectified("first", x, 3, 4, 3, 1, 1);
        }
        assertThat(net.names()).containsExactly("first-bias", "first");
        Map<String, float[]> both =
                net.run(Map.of("x", Nd4j.rand(2, 3, 8, 8)), List.of("first-out", "first-training-out"));
        assertThat(both.get("first-out")).isEqualTo(both.get("first-training-out"));
    }
}
