package io.xvad.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Adam's first step is as long as the learning rate, against the sign of the gradient. */
class OptimiserTest {

    private static final Map<String, INDArray> NO_INPUTS = Map.of();

    /** {@code saddle = (a - 1)^2 - (b - 2)^2 + ab}, and its opposite. */
    private static Trainable saddle() {
        Trainable net = new Trainable(1);
        SDVariable a = net.constant("a", 0.5, 1);
        SDVariable b = net.constant("b", 3, 1);
        SDVariable squares = net.graph()
                .math()
                .square(a.sub(1))
                .sub(net.graph().math().square(b.sub(2)));
        SDVariable value = squares.add(a.mul(b)).sum().rename("saddle");
        value.neg().rename("opposite");
        return net;
    }

    @Test
    void eachWeightHasItsLearningRate() {
        Trainable net = saddle();
        new Optimiser(net, name -> WeightRule.of(name.equals("a") ? 0.1 : 0.01), "saddle").step(NO_INPUTS);
        assertThat(net.value("a")[0]).isCloseTo(0.4f, within(1e-5f));
        assertThat(net.value("b")[0]).isCloseTo(3.01f, within(1e-5f));
    }

    @Test
    void frozenWeightsStayToTheBit() {
        Trainable net = saddle();
        Optimiser optimiser =
                new Optimiser(net, name -> name.equals("a") ? WeightRule.FROZEN : WeightRule.of(0.1), "saddle");
        for (int step = 0; step < 5; step++) {
            optimiser.step(NO_INPUTS);
        }
        assertThat(net.value("a")[0]).isEqualTo(0.5f);
        assertThat(net.value("b")[0]).isGreaterThan(3.4f);
        try (Gradients gradients = optimiser.penalised(NO_INPUTS)) {
            assertThat(gradients.gradients()).containsOnlyKeys("b");
        }
        assertThatThrownBy(() -> new Optimiser(net, name -> WeightRule.FROZEN, "saddle"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[a, b]");
    }

    /** The gradient by a is 2 (0.5 - 1) + 3 = 2; a decay of -6 turns it to -1. */
    @Test
    void eachWeightHasItsDecay() {
        Trainable net = saddle();
        new Optimiser(net, name -> WeightRule.of(0.1).withDecay(name.equals("a") ? -6 : 0), "saddle").step(NO_INPUTS);
        assertThat(net.value("a")[0]).isCloseTo(0.6f, within(1e-5f));
        assertThat(net.value("b")[0]).isCloseTo(3.1f, within(1e-5f));
    }

    /** One makes the saddle low by a, the other high by b; they meet where a = 0 and b = 2. */
    @Test
    void twoTakeTurnsOnOneGraph() {
        Trainable net = saddle();
        Optimiser low = new Optimiser(net, only("a"), "saddle");
        Optimiser high = new Optimiser(net, only("b"), "opposite");
        double first = low.step(NO_INPUTS);
        assertThat(net.value("a")[0]).isCloseTo(0.45f, within(1e-5f));
        assertThat(net.value("b")[0]).isEqualTo(3);
        assertThat(first).isCloseTo(0.75, within(1e-6));
        high.step(NO_INPUTS);
        for (int step = 0; step < 300; step++) {
            low.step(NO_INPUTS);
            high.step(NO_INPUTS);
        }
        assertThat(net.value("a")[0]).isCloseTo(0, within(0.1f));
        assertThat(net.value("b")[0]).isCloseTo(2, within(0.1f));
    }

    private static Function<String, WeightRule> only(String trained) {
        return name -> name.equals(trained) ? WeightRule.of(0.05) : WeightRule.FROZEN;
    }

    @Test
    void aLossThatIsNotFiniteChangesNothing() {
        Trainable net = new Trainable(1);
        SDVariable w = net.constant("w", 1, 1);
        net.graph().math().log(w.mul(net.input("x"))).sum().rename("loss");
        Optimiser optimiser = new Optimiser(net, "loss", name -> 0.1, 0);
        assertThat(optimiser.step(Map.of("x", Nd4j.createFromArray(0f)))).isInfinite();
        assertThat(net.value("w")[0]).isEqualTo(1);
    }
}
