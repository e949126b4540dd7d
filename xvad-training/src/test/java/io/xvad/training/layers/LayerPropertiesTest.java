package io.xvad.training.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.training.GradientFunction;
import io.xvad.training.Gradients;
import io.xvad.training.Layers;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What holds for layers whatever their weights are. */
class LayerPropertiesTest {

    @BeforeEach
    void sameNumbersEachTime() {
        Nd4j.getRandom().setSeed(7);
    }

    private static float[] run(INDArray x, BiFunction<Trainable, SDVariable, SDVariable> layer) {
        Trainable net = new Trainable(5);
        long[] shape = new long[x.rank() - 1];
        System.arraycopy(x.shape(), 1, shape, 0, shape.length);
        layer.apply(net, net.input("x", shape)).rename("y");
        return net.run(Map.of("x", x), "y");
    }

    /** The product of {@code A x} with {@code y} is that of {@code x} with what transposed A makes of {@code y}. */
    @ParameterizedTest
    @CsvSource({"2, 2, 0", "4, 2, 1", "3, 1, 1"})
    void transposedConvolutionIsTheAdjointOfConvolution(int kernel, int stride, int padding) {
        INDArray x = Nd4j.randn(2, 3, 8, 6);
        Trainable forwards = new Trainable(5);
        new Layers(forwards)
                .convolution("layer", forwards.input("x", 3, 8, 6), 3, 4, kernel, stride, padding)
                .rename("y");
        INDArray convolved =
                Objects.requireNonNull(forwards.output(Map.of("x", x), "y").get("y"));
        INDArray y = Nd4j.randn(convolved.shape());
        float[] back = run(y, (net, in) -> {
            SDVariable out = new Convolutions(net).transposed("layer", in, 4, 3, kernel, stride, padding);
            Golden.set(net, "layer", Nd4j.create(forwards.value("layer")));
            return out;
        });
        double product = convolved.mul(y).sumNumber().doubleValue();
        assertThat(Nd4j.create(back)
                        .mul(x.dup('c').reshape(x.length()))
                        .sumNumber()
                        .doubleValue())
                .isCloseTo(product, within(1e-3));
    }

    @Test
    void aRampEnlargedIsARamp() {
        INDArray ramp = Nd4j.create(1, 1, 3, 4);
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 4; column++) {
                ramp.putScalar(new int[] {0, 0, row, column}, 4 * row + column);
            }
        }
        float[] large = run(ramp, (net, x) -> new Bilinear(3, 4, 5, 7, true).of(x, 1));
        for (int row = 0; row < 5; row++) {
            for (int column = 0; column < 7; column++) {
                assertThat(large[7 * row + column]).isCloseTo(4 * row / 2f + column / 2f, within(1e-5f));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void normalisedLayersDoNotSeeShiftAndScale(Mode mode) {
        INDArray rows = Nd4j.randn(4, 6);
        BiFunction<Trainable, SDVariable, SDVariable> layer =
                (net, x) -> new LayerNormalisation(net, "n", 6).of(x, mode);
        assertThat(run(rows.mul(5).addi(20), layer)).containsExactly(run(rows, layer), within(1e-3f));
        INDArray images = Nd4j.randn(2, 4, 3, 5);
        BiFunction<Trainable, SDVariable, SDVariable> group =
                (net, x) -> new GroupNormalisation(net, "n", 4, 2).of(x, 3, 5, mode);
        assertThat(run(images.mul(5).addi(20), group)).containsExactly(run(images, group), within(1e-3f));
    }

    /** ND4J's gradient of a division is wrong where there is one divisor only. */
    @Test
    void theGradientOfASingleRowIsTheSameInBothModes() {
        float[] training = gradientOfOneRow(Mode.TRAINING);
        assertThat(gradientOfOneRow(Mode.SCORING)).containsExactly(training, within(1e-5f));
        float sum = 0;
        for (float value : training) {
            sum += value;
        }
        assertThat(sum).as("a shift of the row changes nothing").isCloseTo(0, within(1e-4f));
    }

    private static float[] gradientOfOneRow(Mode mode) {
        Trainable net = new Trainable(1);
        SDVariable x = net.input("x", 4);
        SDVariable weights = net.graph().constant(Nd4j.createFromArray(new float[][] {{1, -2, 3, 5}}));
        new LayerNormalisation(net, "n", 4).of(x, mode).mul(weights).sum().rename("loss");
        net.graph().setLossVariables("loss");
        GradientFunction.add(net.graph(), "x");
        INDArray row = Nd4j.createFromArray(new float[][] {{0.5f, 2, -1, 4}});
        try (Gradients found = net.gradients(Map.of("x", row), List.of(), List.of("x"))) {
            return Objects.requireNonNull(found.gradients().get("x"))
                    .dup('c')
                    .data()
                    .asFloat();
        }
    }

    /** Rows of a set are attended to whatever their order is. */
    @Test
    void attentionHasNoOrder() {
        INDArray set = Nd4j.randn(1, 3, 4);
        INDArray turned = Nd4j.concat(1, set.get(all(), from(1, 3), all()), set.get(all(), from(0, 1), all()));
        BiFunction<Trainable, SDVariable, SDVariable> layer = (net, x) -> new Attention(net, "a", 4, 2).of(x, 3);
        float[] straight = run(set, layer);
        float[] other = run(turned, layer);
        for (int i = 0; i < 12; i++) {
            assertThat(other[i]).isCloseTo(straight[(i + 4) % 12], within(1e-5f));
        }
    }

    private static INDArrayIndex all() {
        return NDArrayIndex.all();
    }

    private static INDArrayIndex from(long first, long end) {
        return NDArrayIndex.interval(first, end);
    }

    @Test
    void dropoutKeepsTheMeanAndFollowsFromTheSeed() {
        Dropout dropout = new Dropout("mask", 0.3);
        INDArray mask = dropout.mask(random(), 100, 1000);
        assertThat(mask.meanNumber().doubleValue()).isCloseTo(1, within(0.01));
        assertThat(mask.eq(0).castTo(mask.dataType()).meanNumber().doubleValue())
                .isCloseTo(0.3, within(0.01));
        assertThat(dropout.mask(random(), 100, 1000)).isEqualTo(mask);
        Trainable net = new Trainable(1);
        SDVariable x = net.input("x", 1000);
        assertThat(dropout.of(net, x, Mode.SCORING, 1000)).isSameAs(x);
        dropout.of(net, x, Mode.TRAINING, 1000).rename("y");
        assertThat(net.run(Map.of("x", Nd4j.ones(100, 1000), "mask", mask), "y"))
                .isEqualTo(mask.data().asFloat());
    }

    private static UniformRandomProvider random() {
        return RandomSource.XO_SHI_RO_256_PP.create(3);
    }

    @Test
    void sizesThatDoNotDivideAreRefused() {
        Trainable net = new Trainable(1);
        assertThatThrownBy(() -> new GroupNormalisation(net, "n", 5, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("5 channels cannot be in 2 groups of as many each");
        assertThatThrownBy(() -> new Attention(net, "a", 5, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("5 values cannot be in 2 heads of as many each");
        assertThatThrownBy(() -> new Dropout("mask", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dropout must be from 0 to less than 1, got 1.0");
    }
}
