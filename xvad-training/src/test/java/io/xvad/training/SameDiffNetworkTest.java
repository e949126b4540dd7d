package io.xvad.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SameDiffNetworkTest {

    /** {@code twice = 2x} and {@code sum = 2x + y}, in rows of two. */
    private static Network network(String... outputs) {
        Trainable net = new Trainable(1);
        net.constant("factor", 2, 1);
        var twice = net.input("x", 2).mul(net.graph().getVariable("factor")).rename("twice");
        twice.add(net.input("y", 2)).rename("sum");
        return SameDiffNetwork.of(net, outputs);
    }

    private static Tensor row(float... values) {
        return Tensor.of(values, 1, 2);
    }

    private static float[] output(Map<String, Tensor> outputs, String name) {
        return Objects.requireNonNull(outputs.get(name)).toArray();
    }

    @Test
    void givesTheOutputsAskedForInTheirShapes() {
        try (Network network = network("sum", "twice")) {
            Map<String, Tensor> found = network.run(Map.of("x", row(1, 2), "y", row(3, 5)));
            assertThat(found).containsOnlyKeys("sum", "twice");
            assertThat(output(found, "twice")).containsExactly(2, 4);
            assertThat(output(found, "sum")).containsExactly(5, 9);
            assertThat(Objects.requireNonNull(found.get("sum")).shape()).containsExactly(1, 2);
        }
    }

    @Test
    void takesItsOnlyInputWithoutAName() {
        try (Network network = network("twice")) {
            assertThat(output(network.run(row(1, 2)), "twice")).containsExactly(2, 4);
            assertThat(output(network.run(Tensor.of(new float[] {1, 2, 3, 4}, 2, 2)), "twice"))
                    .containsExactly(2, 4, 6, 8);
        }
        try (Network network = new SameDiffNetwork("image", inputs -> inputs)) {
            assertThatThrownBy(() -> network.run(Map.of("input", row(1, 2)))).hasMessageContaining("[image]");
        }
    }

    @Test
    void refusesMissingUnknownAndMisshapenInputs() {
        try (Network network = network("sum")) {
            assertRefused(() -> network.run(Map.of("x", row(1, 2))), "[x, y]");
            assertRefused(() -> network.run(Map.of("x", row(1, 2), "y", row(3, 5), "z", row(0, 0))), "z");
            assertRefused(() -> network.run(Map.of("x", row(1, 2), "y", Tensor.of(new float[3], 1, 3))), "'y'", "[1, 3]");
            assertRefused(() -> network.run(row(1, 2)), "[x, y]");
        }
        assertRefused(() -> network("none"), "'none'");
    }

    private static void assertRefused(Runnable run, String... message) {
        assertThatThrownBy(run::run).isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll(message);
    }

    @Test
    void isClosedOnceAndThenRefusesToRun() {
        Network network = network("twice");
        network.close();
        network.close();
        assertThatThrownBy(() -> network.run(row(1, 2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void manyThreadsRunIt() {
        try (Network network = network("twice")) {
            List<Float> found = IntStream.range(0, 200)
                    .parallel()
                    .mapToObj(i -> output(network.run(row(i, 0)), "twice")[0])
                    .toList();
            assertThat(found).containsExactlyElementsOf(
                    IntStream.range(0, 200).mapToObj(i -> 2f * i).toList());
        }
    }
}
