package io.xvad.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.engine.InferenceEngine;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SavedNetworkTest {

    /** Runs a network that gives back what goes in, by name. */
    private record Echo(Set<String> inputNames) implements InferenceEngine, Network {

        @Override
        public String name() {
            return "echo";
        }

        @Override
        public String description() {
            return "echo";
        }

        @Override
        public int preference() {
            return 0;
        }

        @Override
        public Network open(byte[] onnx, List<String> outputs, int threads) {
            return this;
        }

        @Override
        public Map<String, Tensor> run(Tensor input) {
            return Map.of("only", input);
        }

        @Override
        public Map<String, Tensor> run(Map<String, Tensor> inputs) {
            assertThat(inputs.keySet()).isEqualTo(inputNames);
            return new HashMap<>(inputs);
        }

        @Override
        public void close() {}
    }

    private static Network opened(String... inputs) {
        return SavedNetwork.of(new byte[0], Map.of()).open(new Echo(Set.of(inputs)), 0, "y");
    }

    @Test
    void anInputThatHadAnotherNameIsCalledImage() {
        Tensor image = Tensor.of(new float[] {1}, 1);
        for (String old : List.of("pictures", "input")) {
            Network network = opened(old, "noise");
            assertThat(network.inputNames()).containsExactlyInAnyOrder("image", "noise");
            assertThat(network.run(Map.of("image", image, "noise", image))).containsOnlyKeys(old, "noise");
            assertThat(network.run(image)).containsKey("only");
        }
    }

    @Test
    void otherNetworksAreLeftAlone() {
        assertThat(opened("image", "input")).isInstanceOf(Echo.class);
        assertThat(opened("rows")).isInstanceOf(Echo.class);
    }
}
