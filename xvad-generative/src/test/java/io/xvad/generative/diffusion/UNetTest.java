package io.xvad.generative.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class UNetTest {

    private static final int SIDE = 12;
    private static final int WIDTH = 8;
    private static final UNetForm FORM =
            UNetForm.of(3, SIDE, WIDTH, List.of(1, 2)).giving(2).withAttention(2, Set.of(6));

    private final Trainable net = new Trainable(3);

    @BeforeEach
    void build() {
        for (Mode mode : Mode.values()) {
            new UNet(net, "unet-", FORM, mode)
                    .of(net.input("x-" + mode, 3, SIDE, SIDE), net.input("time-" + mode, WIDTH))
                    .rename("y-" + mode);
        }
    }

    private float[] run(Mode mode, INDArray x, int... times) {
        INDArray time = Nd4j.create(TimeCode.of(times, WIDTH), new long[] {times.length, WIDTH}, 'c');
        return net.run(Map.of("x-" + mode, x, "time-" + mode, time), "y-" + mode);
    }

    private static INDArray drawn(int images) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
        float[] values = new float[images * 3 * SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Nd4j.create(values, new long[] {images, 3, SIDE, SIDE}, 'c');
    }

    /** No weight is left at 0, so that all of the network counts. */
    private void stir() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(6);
        net.names().forEach(name -> {
            float[] values = net.value(name);
            for (int i = 0; i < values.length; i++) {
                values[i] += (float) (0.2 * random.nextGaussian());
            }
            net.keep(name, values);
        });
    }

    @Test
    void untrainedItGivesZero() {
        assertThat(run(Mode.TRAINING, drawn(2), 5, 900))
                .hasSize(2 * 2 * SIDE * SIDE)
                .containsOnly(0);
    }

    @Test
    void trainingAndScoringGiveTheSame() {
        stir();

        assertThat(run(Mode.SCORING, drawn(2), 5, 900))
                .containsExactly(run(Mode.TRAINING, drawn(2), 5, 900), within(1e-4f));
    }

    @Test
    void anImageDoesNotDependOnItsBatch() {
        stir();
        float[] both = run(Mode.SCORING, drawn(2), 5, 900);

        float[] alone = run(Mode.SCORING, drawn(1), 5);

        assertThat(Arrays.copyOf(both, alone.length)).containsExactly(alone, within(1e-4f));
    }

    @Test
    void itIsToldTheTime() {
        stir();

        assertThat(run(Mode.SCORING, drawn(1), 5)).isNotEqualTo(run(Mode.SCORING, drawn(1), 900));
    }

    @Test
    void refusesSizesThatCannotBeHalved() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UNetForm.of(3, 10, 8, List.of(1, 2, 2)))
                .withMessageContaining("multiple of 4");
        assertThatIllegalArgumentException().isThrownBy(() -> UNetForm.of(3, 8, 7, List.of(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> TimeCode.of(new int[] {1}, 3));
    }

    @Test
    void codesOfTimes() {
        assertThat(TimeCode.of(new int[] {0, 2}, 4))
                .containsExactly(
                        new float[] {
                            1,
                            1,
                            0,
                            0,
                            (float) Math.cos(2),
                            (float) Math.cos(0.02),
                            (float) Math.sin(2),
                            (float) Math.sin(0.02)
                        },
                        within(1e-6f));
    }

    @Test
    void withAMarginTheSameLevelsHaveAttention() {
        UNetForm form = UNetForm.of(1, 64, 16, List.of(1, 2, 3, 4)).withAttention(2, Set.of(8));

        assertThat(form.withMargin(8).side()).isEqualTo(80);
        assertThat(form.withMargin(8).attention()).containsExactly(10);
        assertThat(form.withMargin(0)).isEqualTo(form);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> form.withMargin(3))
                .withMessageContaining("got 70");
    }
}
