package io.xvad.generative.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.training.Descent;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import io.xvad.training.WeightRule;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class WeightAverageTest {

    private static final double DECAY = 0.8;

    /** Steps of one make the weight 5, 4, 3 and so on, and the average that of those. */
    @Test
    void isTheSumOfPowersOfTheDecayTimesTheWeights() {
        Trainable net = new Trainable(1);
        SDVariable loss =
                net.input("x", 1).mul(net.constant("w", 5, 1, 1)).sum().rename("loss");
        net.constant("other", 1, 1, 1);
        AveragedWeights.follow(net, "w"::equals, DECAY, loss);
        Optimiser optimiser = new Optimiser(
                net, name -> name.equals("w") ? WeightRule.of(1).by(Descent.PLAIN) : WeightRule.FROZEN, "loss");
        double average = 5;
        try (INDArray one = Nd4j.ones(1, 1)) {
            for (int step = 0; step < 4; step++) {
                average = DECAY * average + (1 - DECAY) * net.value("w")[0];
                optimiser.step(Map.of("x", one));
            }
        }
        assertThat(net.value("w")[0]).isEqualTo(1);
        Map<String, float[]> values = AveragedWeights.averaged(net);
        assertThat((double) Objects.requireNonNull(values.get("w"))[0]).isCloseTo(average, within(1e-5));
        assertThat(values.get("other")).containsExactly(1);
    }
}
