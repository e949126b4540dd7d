package io.xvad.generative.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.training.Layers;
import io.xvad.training.Trainable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FlowTest {

    private static final int STEPS = 4;
    private static final double CLAMP = 1.9;
    private static final double STEP = 0.01;

    /** A flow in a graph, of features of a shape, with weights that matter. */
    private static final class Example {

        final Trainable net = new Trainable(3);
        final Flow flow;
        final Subnet subnet;
        final long[] shape;
        final Latent latent;

        Example(Layout layout, Mixing mixing, int channels, long seed) {
            flow = new Flow(STEPS, channels, CLAMP, layout, mixing);
            subnet = layout == Layout.MAPS ? convolutions(net) : dense(net);
            shape = layout == Layout.MAPS ? new long[] {1, channels, 2, 2} : new long[] {1, channels};
            SDVariable x = net.input("x", Arrays.copyOfRange(shape, 1, shape.length));
            latent = flow.of(net, "flow", x, subnet, random(seed));
            latent.values().rename("z");
            latent.logDeterminant().sum().rename("determinant");
            latent.logLikelihood().rename("likelihood");
        }

        Example changed() {
            SplittableRandom random = new SplittableRandom(5);
            Map<String, float[]> values = new HashMap<>(net.values());
            net.names().forEach(name -> {
                float[] value = net.value(name);
                for (int i = 0; i < value.length; i++) {
                    value[i] += (float) (2 * random.nextDouble() - 1);
                }
                values.put(name, value);
            });
            net.restore(values);
            return this;
        }

        float[] run(float[] x, String output) {
            return net.run(Map.of("x", array(x)), output);
        }

        INDArray array(float[] x) {
            return Nd4j.create(x, shape, 'c');
        }

        float[] input() {
            SplittableRandom random = new SplittableRandom(8);
            float[] x = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) (4 * random.nextDouble() - 2);
            }
            return x;
        }
    }

    private static UniformRandomProvider random(long seed) {
        return RandomSource.XO_SHI_RO_256_PP.create(seed);
    }

    private static Subnet convolutions(Trainable net) {
        Layers layers = new Layers(net);
        return (name, index, kept, in, out) -> layers.convolution(
                name + "-2",
                net.graph().nn().relu(layers.convolution(name + "-1", kept, in, 5, 3, 1, 1), 0),
                5,
                out,
                3,
                1,
                1);
    }

    private static Subnet dense(Trainable net) {
        Layers layers = new Layers(net);
        return (name, index, kept, in, out) ->
                layers.dense(name + "-2", net.graph().nn().relu(layers.dense(name + "-1", kept, in, 5), 0), 5, out);
    }

    @ParameterizedTest
    @EnumSource
    void theDeterminantIsThatOfTheNumericalJacobian(Layout layout) {
        Example example = new Example(layout, Mixing.ROTATION, 5, 1).changed();
        float[] x = example.input();
        RealMatrix jacobian = new Array2DRowRealMatrix(x.length, x.length);
        for (int i = 0; i < x.length; i++) {
            float[] up = x.clone();
            float[] down = x.clone();
            up[i] += (float) STEP;
            down[i] -= (float) STEP;
            float[] above = example.run(up, "z");
            float[] below = example.run(down, "z");
            for (int j = 0; j < x.length; j++) {
                jacobian.setEntry(j, i, (above[j] - below[j]) / (up[i] - down[i]));
            }
        }
        double wanted = Math.log(Math.abs(new LUDecomposition(jacobian).getDeterminant()));
        assertThat(Math.abs(wanted)).isGreaterThan(0.1);
        assertThat((double) example.run(x, "determinant")[0]).isCloseTo(wanted, within(0.01));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsUndoneStepByStepIsTheInput(Layout layout) {
        Example example = new Example(layout, Mixing.ROTATION, 5, 1).changed();
        Trainable net = example.net;
        SDVariable x = example.latent.values();
        for (int step = STEPS - 1; step >= 0; step--) {
            x = undone(example, "flow-" + step, step, x);
        }
        x.rename("undone");
        float[] input = example.input();
        assertThat(example.run(input, "z")).isNotEqualTo(input);
        assertThat(net.run(Map.of("x", example.array(input)), "undone")).containsExactly(input, within(1e-4f));
    }

    /** The inverse of a step, solved from its equations. */
    private static SDVariable undone(Example example, String name, int index, SDVariable z) {
        var graph = example.net.graph();
        Layout layout = example.flow.layout();
        int channels = example.flow.channels();
        int changed = channels / 2;
        int kept = channels - changed;
        SDVariable turned = graph.getVariable(name + "-mixing").permute(1, 0);
        SDVariable mixed = layout.mapped(example.net, z, turned, graph.constant(Nd4j.zeros(1, channels)), channels);
        SDVariable scale = graph.math()
                .log(graph.math()
                        .exp(graph.getVariable(name + "-scale").mul(0.5))
                        .add(1))
                .mul(0.2);
        SDVariable inverse = scale.rdiv(1);
        SDVariable diagonal = graph.constant(Nd4j.eye(channels)).mul(inverse);
        SDVariable offset = graph.getVariable(name + "-offset").neg().mmul(diagonal);
        SDVariable y = layout.mapped(example.net, mixed, diagonal, offset, channels);
        SDVariable first = layout.channels(y, 0, kept);
        SDVariable told =
                example.subnet.of(name, index, first, kept, 2 * changed).mul(0.1);
        SDVariable logScale =
                graph.math().tanh(layout.channels(told, 0, changed)).mul(CLAMP);
        SDVariable second = layout.channels(y, kept, channels)
                .sub(layout.channels(told, changed, 2 * changed))
                .mul(graph.math().exp(logScale.neg()));
        return graph.concat(1, first, second);
    }

    @Test
    void withoutWeightsItOnlyPermutes() {
        Example example = new Example(Layout.MAPS, Mixing.PERMUTATION, 5, 1);
        Map<String, float[]> values = new HashMap<>(example.net.values());
        example.net.names().stream()
                .filter(name -> name.contains("-1") && !name.endsWith("-scale") || name.contains("-2"))
                .filter(name -> !name.endsWith("-scale") && !name.endsWith("-offset"))
                .forEach(name -> values.put(name, new float[example.net.value(name).length]));
        example.net.restore(values);
        float[] x = example.input();
        assertThat(example.run(x, "determinant")[0]).isCloseTo(0, within(1e-4f));
        float[] z = example.run(x, "z");
        Arrays.sort(x);
        Arrays.sort(z);
        assertThat(z).containsExactly(x, within(1e-4f));
    }

    @Test
    void theLikelihoodIntegratesToOne() {
        Example example = new Example(Layout.ROWS, Mixing.ROTATION, 2, 1).changed();
        double step = 0.1;
        List<float[]> places = new ArrayList<>();
        for (double a = -15; a <= 15; a += step) {
            for (double b = -15; b <= 15; b += step) {
                places.add(new float[] {(float) a, (float) b});
            }
        }
        float[] grid = new float[2 * places.size()];
        for (int i = 0; i < places.size(); i++) {
            System.arraycopy(places.get(i), 0, grid, 2 * i, 2);
        }
        float[] likelihood =
                example.net.run(Map.of("x", Nd4j.create(grid, new long[] {places.size(), 2}, 'c')), "likelihood");
        double sum = 0;
        for (float each : likelihood) {
            sum += Math.exp(each) * step * step;
        }
        assertThat(sum).isCloseTo(1, within(0.01));
    }

    @ParameterizedTest
    @EnumSource
    void mixingIsOrthogonalAndFollowsTheSeed(Mixing mixing) {
        int channels = 7;
        float[] matrix = mixing.matrix(channels, random(4));
        assertThat(mixing.matrix(channels, random(4))).containsExactly(matrix);
        assertThat(mixing.matrix(channels, random(5))).isNotEqualTo(matrix);
        RealMatrix rows = new Array2DRowRealMatrix(channels, channels);
        for (int i = 0; i < matrix.length; i++) {
            rows.setEntry(i / channels, i % channels, matrix[i]);
        }
        RealMatrix product = rows.multiply(rows.transpose());
        assertThat(product.subtract(MatrixUtils.createRealIdentityMatrix(channels))
                        .getNorm())
                .isLessThan(1e-5);
        assertThat(rows.subtract(MatrixUtils.createRealIdentityMatrix(channels)).getNorm())
                .isGreaterThan(0.1);
    }

    @Test
    void theMixingOfAGraphFollowsItsSeedAndIsKept() {
        Example first = new Example(Layout.MAPS, Mixing.PERMUTATION, 6, 11);
        Example same = new Example(Layout.MAPS, Mixing.PERMUTATION, 6, 11);
        Example other = new Example(Layout.MAPS, Mixing.PERMUTATION, 6, 12);
        float[] mixing = first.net.value("flow-2-mixing");
        assertThat(same.net.value("flow-2-mixing")).containsExactly(mixing);
        assertThat(other.net.value("flow-2-mixing")).isNotEqualTo(mixing);
        assertThat(first.net.names()).doesNotContain("flow-2-mixing");
        other.net.restore(first.net.values());
        assertThat(other.net.value("flow-2-mixing")).containsExactly(mixing);
    }

    @Test
    void aSingleChannelIsRefused() {
        assertThatThrownBy(() -> new Flow(1, 1, CLAMP, Layout.ROWS, Mixing.PERMUTATION))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 channels or more, got 1");
    }
}
