package io.xvad.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.training.layers.Golden;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.factory.Nd4j;

/** Steps with momentum are those of {@code torch.optim.SGD}. */
class DescentTest {

    private static final int STEPS = 5;
    private static final int WEIGHTS = 6;

    private static WeightRule rule(String family) {
        WeightRule rule = WeightRule.of(0.1);
        return switch (family) {
            case "sgd" -> rule.by(Descent.PLAIN);
            case "momentum" -> rule.by(new Descent.Momentum(0.9, false)).withDecay(1e-2);
            default -> rule.by(new Descent.Momentum(0.9, true)).withDecay(1e-2);
        };
    }

    /** The weights in two pieces, towards a target. */
    private static Trainable net(float[] start) {
        Trainable net = new Trainable(1);
        SDVariable first = net.constant("first", 0, 1, 2);
        SDVariable rest = net.constant("rest", 0, 1, WEIGHTS - 2);
        SDVariable all = net.graph().concat(1, first, rest);
        net.graph().math().square(all.sub(net.input("target", WEIGHTS))).sum().rename("loss");
        net.restore(Map.of("first", Arrays.copyOf(start, 2), "rest", Arrays.copyOfRange(start, 2, WEIGHTS)));
        return net;
    }

    private static void step(Optimiser optimiser, Golden golden, int step) {
        float[] target = Arrays.copyOfRange(golden.floats("targets"), step * WEIGHTS, (step + 1) * WEIGHTS);
        optimiser.step(Map.of("target", Nd4j.create(target, new long[] {1, WEIGHTS}, 'c')));
    }

    private static void agrees(Trainable net, Golden golden, int step) {
        float[] wanted = Arrays.copyOfRange(golden.floats("after"), step * WEIGHTS, (step + 1) * WEIGHTS);
        assertThat(net.value("first")).containsExactly(Arrays.copyOf(wanted, 2), within(1e-6f));
        assertThat(net.value("rest")).containsExactly(Arrays.copyOfRange(wanted, 2, WEIGHTS), within(1e-6f));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "momentum", "nesterov"})
    void stepsArePyTorchs(String family) {
        Golden golden = new Golden(family);
        Trainable net = net(golden.floats("start"));
        Optimiser optimiser = new Optimiser(net, name -> rule(family), "loss");
        for (int step = 0; step < STEPS; step++) {
            step(optimiser, golden, step);
            agrees(net, golden, step);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"momentum", "nesterov"})
    void aStateGoesOnWithTheSameBits(String family) {
        Golden golden = new Golden(family);
        Trainable net = net(golden.floats("start"));
        Optimiser optimiser = new Optimiser(net, name -> rule(family), "loss");
        step(optimiser, golden, 0);
        step(optimiser, golden, 1);
        Optimiser.State state = optimiser.state();
        step(optimiser, golden, 2);
        Trainable other = net(new float[WEIGHTS]);
        Optimiser resumed = new Optimiser(other, name -> rule(family), "loss");
        resumed.restore(state);
        step(resumed, golden, 2);
        assertThat(other.value("first")).isEqualTo(net.value("first"));
        assertThat(other.value("rest")).isEqualTo(net.value("rest"));
    }

    /** One weight by Adam, whose first step is as long as the learning rate, the other by its gradient. */
    @Test
    void weightsMayDescendDifferently() {
        Trainable net = net(new float[WEIGHTS]);
        Optimiser optimiser = new Optimiser(
                net,
                name -> name.equals("first")
                        ? WeightRule.of(0.1)
                        : WeightRule.of(0.1).by(Descent.PLAIN),
                "loss");
        optimiser.step(Map.of("target", Nd4j.create(new float[] {3, 3, 3, 3, 3, 3}, new long[] {1, WEIGHTS}, 'c')));
        assertThat(net.value("first")).containsExactly(new float[] {0.1f, 0.1f}, within(1e-5f));
        assertThat(net.value("rest")).containsExactly(new float[] {0.6f, 0.6f, 0.6f, 0.6f}, within(1e-5f));
    }

    /** The first weight after steps on gradients of 2 (w - 1), from 0, by a rule. */
    private static double after(Descent descent, int steps) {
        Trainable net = net(new float[WEIGHTS]);
        Optimiser optimiser = new Optimiser(net, name -> WeightRule.of(0.1).by(descent), "loss");
        for (int i = 0; i < steps; i++) {
            optimiser.step(Map.of("target", Nd4j.ones(1, WEIGHTS)));
        }
        return net.value("first")[0];
    }

    /** By the equations in double precision; ND4J's epsilon of Adam matters little here. */
    @Test
    void adamKeepsTheSharesOfItsMomentsThatItIsGiven() {
        double w = 0;
        double mean = 0;
        double squares = 0;
        for (int step = 1; step <= 4; step++) {
            double gradient = 2 * (w - 1);
            mean = 0.5 * mean + 0.5 * gradient;
            squares = 0.9 * squares + 0.1 * gradient * gradient;
            w -= 0.1 * mean / (1 - Math.pow(0.5, step)) / Math.sqrt(squares / (1 - Math.pow(0.9, step)));
        }
        assertThat(after(new Descent.Adam(0.5, 0.9), 4)).isCloseTo(w, within(1e-5));
    }

    @Test
    void rmsPropDividesByTheRootOfTheMeanSquare() {
        double w = 0;
        double squares = 0;
        for (int step = 0; step < 4; step++) {
            double gradient = 2 * (w - 1);
            squares = 0.9 * squares + 0.1 * gradient * gradient;
            w -= 0.1 * gradient / (Math.sqrt(squares) + 1e-8);
        }
        assertThat(after(new Descent.RmsProp(0.9), 4)).isCloseTo(w, within(1e-5));
    }

    @Test
    void momentumIsLessThanOne() {
        assertThatThrownBy(() -> new Descent.Momentum(1, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("momentum must be from 0 to less than 1, got 1.0");
        assertThatThrownBy(() -> new Descent.Adam(0, 1)).hasMessageContaining("second moment");
        assertThatThrownBy(() -> new Descent.RmsProp(-0.1)).hasMessageContaining("squares");
    }
}
