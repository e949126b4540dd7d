package io.xvad.training.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.training.Mode;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import io.xvad.training.WeightRule;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SpectralNormalisationTest {

    private static final int IN = 6;
    private static final int OUT = 4;

    private static SDVariable divided(Trainable net, Mode mode) {
        SDVariable weights = net.weights("layer", IN, OUT, IN, OUT);
        return SpectralNormalisation.of(net, "norm", weights, OUT, mode);
    }

    @Test
    void aStepIsPyTorchs() {
        Golden golden = new Golden("spectral");
        Trainable net = golden.layer((made, x) -> x.mmul(divided(made, Mode.TRAINING)));
        divided(net, Mode.SCORING).rename("scored");
        Golden.set(net, "layer", golden.array("weights"));
        Golden.set(net, "norm-left", golden.array("before"));
        golden.agrees(net, Map.of("layer", "weights"));
        new Optimiser(net, name -> WeightRule.of(0), "loss").step(Map.of("x", golden.array("x")));
        assertThat(net.value("norm-left")).containsExactly(golden.floats("after"), within(1e-5f));
        assertThat(net.run(Map.of("x", golden.array("x")), "scored"))
                .containsExactly(golden.floats("scored"), within(1e-5f));
    }

    @Test
    void theLargestSingularValueBecomesOne() {
        Trainable net = new Trainable(1);
        net.input("x", IN).mmul(divided(net, Mode.TRAINING)).sum().rename("loss");
        divided(net, Mode.SCORING).rename("scored");
        Map<String, INDArray> inputs = Map.of("x", Nd4j.ones(1, IN));
        assertThat(largest(net.run(inputs, "scored"))).as("before training").isCloseTo(1, within(1e-2));
        Optimiser optimiser = new Optimiser(net, name -> WeightRule.of(0), "loss");
        for (int step = 0; step < 50; step++) {
            optimiser.step(inputs);
        }
        assertThat(largest(net.run(inputs, "scored"))).isCloseTo(1, within(1e-5));
    }

    private static double largest(float[] matrix) {
        INDArray rows = Nd4j.create(matrix, new long[] {IN, OUT}, 'c');
        INDArray squares = rows.transpose().mmul(rows);
        INDArray vector = Nd4j.ones(OUT, 1);
        for (int i = 0; i < 500; i++) {
            vector = squares.mmul(vector);
            vector.divi(vector.norm2Number());
        }
        return Math.sqrt(squares.mmul(vector).norm2Number().doubleValue());
    }
}
