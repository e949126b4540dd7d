package io.xvad.generative.diad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.generative.diffusion.UNetForm;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.factory.Nd4j;

class FeatureFusionTest {

    @Test
    void itBeginsAsARectifier() {
        Trainable net = new Trainable(1);
        SDVariable fine = net.input("fine", 3, 4, 4);
        SDVariable coarse = net.input("coarse", 1, 2, 2);
        new FeatureFusion(net, UNetForm.of(2, 4, 4, List.of(1, 1)), Mode.SCORING)
                .of(List.of(coarse), List.of(fine), List.of(3), List.of(1))
                .get(0)
                .rename("fused");
        float[] values = {-2, 0, 0.5f, 3};

        float[] fused = net.run(
                Map.of(
                        "fine", Nd4j.ones(1, 3, 4, 4),
                        "coarse", Nd4j.create(values, new long[] {1, 1, 2, 2}, 'c')),
                "fused");

        for (int i = 0; i < values.length; i++) {
            assertThat((double) fused[i]).isCloseTo(values[i] / (1 + Math.exp(-values[i])), within(1e-6));
        }
    }
}
