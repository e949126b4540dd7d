package io.xvad.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.XvadModelException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightAverageTest {

    private static final String WEIGHT = "weight";
    private static final int LATER = 100;

    private final Trainable net = new Trainable(1);

    WeightAverageTest() {
        net.constant(WEIGHT, 0, 2);
    }

    @Test
    void theFirstStepsCountAsLongAsTheyAreFew() {
        WeightAverage average = new WeightAverage(net, 0.9999);

        step(average, 1);
        step(average, 3);
        average.set();

        double afterOne = 0.9;
        assertThat(net.value(WEIGHT)[1]).isCloseTo((float) (2 / 11.0 * afterOne + 9 / 11.0 * 3), within(1e-6f));
    }

    @Test
    void laterTheDecayCounts() {
        WeightAverage average = new WeightAverage(net, 0.5);
        for (int i = 0; i < LATER; i++) {
            step(average, 2);
        }

        step(average, 4);
        average.set();

        assertThat(net.value(WEIGHT)[0]).isCloseTo(3, within(1e-5f));
    }

    @Test
    void aDecayOfZeroIsTheLastWeights() {
        WeightAverage average = new WeightAverage(net, 0);

        step(average, 7);
        net.keep(WEIGHT, new float[] {0, 0});
        average.set();

        assertThat(net.value(WEIGHT)).containsExactly(7, 7);
    }

    @Test
    void goesOnFromItsState() {
        WeightAverage interrupted = new WeightAverage(net, 0.9);
        step(interrupted, 1);
        Map<String, float[]> state = interrupted.state();
        step(interrupted, 5);
        interrupted.set();
        float[] expected = net.value(WEIGHT);

        WeightAverage resumed = new WeightAverage(net, 0.9);
        resumed.restore(state);
        step(resumed, 5);
        resumed.set();

        assertThat(net.value(WEIGHT)).containsExactly(expected);
    }

    @Test
    void refusesTheStateOfAnotherGraphAndADecayOfOne() {
        WeightAverage average = new WeightAverage(net, 0.9);

        assertThatExceptionOfType(XvadModelException.class).isThrownBy(() -> average.restore(Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new WeightAverage(net, 1));
    }

    private void step(WeightAverage average, float value) {
        net.keep(WEIGHT, new float[] {value, value});
        average.stepped(Map.of());
    }
}
