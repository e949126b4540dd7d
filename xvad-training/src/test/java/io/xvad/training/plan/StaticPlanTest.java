package io.xvad.training.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.training.GradientFunction;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import io.xvad.training.layers.Activations;
import io.xvad.training.layers.Attention;
import io.xvad.training.layers.BatchNormalisation;
import io.xvad.training.layers.Bilinear;
import io.xvad.training.layers.Convolutions;
import io.xvad.training.layers.GroupNormalisation;
import io.xvad.training.layers.LayerNormalisation;
import io.xvad.training.layers.SpectralNormalisation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/** A plan's results are SameDiff's, run after run. */
class StaticPlanTest {

    private static final int CHANNELS = 3;

    /** A small network, from an input of shape (N, 3, 8, 8). */
    private record Made(Trainable net, SDVariable x) {

        static Made empty() {
            Trainable net = new Trainable(1);
            return new Made(net, net.input("x", CHANNELS, 8, 8));
        }

        SameDiff graph() {
            return net.graph();
        }

        SDVariable convolved(SDVariable in, int channels, int out, int kernel, int stride, int padding) {
            int number = graph().variables().size();
            SDVariable weights = graph().var("w" + number, values(number, kernel, kernel, channels, out));
            SDVariable bias = graph().var("b" + number, values(number + 1, out));
            Conv2DConfig config = Conv2DConfig.builder()
                    .kH(kernel)
                    .kW(kernel)
                    .sH(stride)
                    .sW(stride)
                    .pH(padding)
                    .pW(padding)
                    .build();
            return graph().cnn().conv2d(in, weights, bias, config);
        }
    }

    private static INDArray values(long seed, long... shape) {
        Random random = new Random(seed);
        INDArray array = Nd4j.create(shape);
        for (int i = 0; i < array.length(); i++) {
            array.putScalar(i, random.nextGaussian());
        }
        return array;
    }

    static Stream<Arguments> networks() {
        return Stream.of(
                network(
                        "leaky",
                        made -> made.graph().nn().leakyRelu(made.convolved(made.x(), CHANNELS, 4, 3, 1, 1), 0.2)),
                network("rectified and pooled", made -> made.graph()
                        .cnn()
                        .avgPooling2d(
                                made.graph().nn().relu(made.convolved(made.x(), CHANNELS, 4, 4, 2, 1), 0),
                                Pooling2DConfig.builder()
                                        .kH(2)
                                        .kW(2)
                                        .sH(2)
                                        .sW(2)
                                        .build())),
                network("enlarged", made -> {
                    SDVariable small = made.graph().nn().tanh(made.convolved(made.x(), CHANNELS, 5, 4, 2, 1));
                    SDVariable large = made.graph().cnn().upsampling2d(small, 2, 2, true);
                    return made.graph().nn().leakyRelu(made.convolved(large, 5, 2, 3, 1, 1), 0.1);
                }),
                network("enlarged and used twice", made -> {
                    SDVariable small = made.convolved(made.x(), CHANNELS, 5, 4, 2, 1);
                    SDVariable large = made.graph().cnn().upsampling2d(small, 2, 2, true);
                    return made.convolved(large, 5, 2, 3, 1, 1).mul(large.mean());
                }),
                network("reshaped", made -> {
                    SDVariable rows = made.convolved(made.x(), CHANNELS, 4, 3, 1, 1)
                            .permute(0, 2, 3, 1)
                            .reshape(-1, 4);
                    SDVariable dense = rows.mmul(made.graph().var("dense", values(9, 4, 3)));
                    return rows.mul(dense.sum(true, 1)).add(rows);
                }),
                network("batch normalised", made -> {
                    SDVariable seen = made.convolved(made.x(), CHANNELS, 4, 3, 1, 1);
                    SDVariable normal = new BatchNormalisation(made.net(), "norm", 4).images(seen, Mode.TRAINING);
                    return made.graph().nn().relu(normal, 0).add(seen);
                }),
                network("rows batch normalised", made -> {
                    SDVariable rows =
                            made.convolved(made.x(), CHANNELS, 4, 8, 1, 0).reshape(-1, 2);
                    return new BatchNormalisation(made.net(), "norm", 2)
                            .rows(rows, Mode.TRAINING)
                            .mul(rows);
                }),
                network("group normalised", made -> {
                    SDVariable seen = made.convolved(made.x(), CHANNELS, 4, 3, 1, 1);
                    return new GroupNormalisation(made.net(), "norm", 4, 2)
                            .of(seen, 8, 8, Mode.TRAINING)
                            .mul(seen);
                }),
                network("layer normalised", made -> new LayerNormalisation(made.net(), "norm", 8)
                        .of(made.x().reshape(-1, 8), Mode.TRAINING)
                        .mul(made.x().reshape(-1, 8))),
                network("transposed and depthwise convolutions", made -> new Convolutions(made.net())
                        .transposed(
                                "up",
                                new Convolutions(made.net()).depthwise("each", made.x(), CHANNELS, 3, 2, 1),
                                CHANNELS,
                                4,
                                2,
                                2,
                                0)),
                network("bilinear", made -> new Bilinear(8, 8, 13, 5, false)
                        .of(made.convolved(made.x(), CHANNELS, 4, 3, 1, 1), 4)),
                network(
                        "smooth rectifiers",
                        made -> Activations.gelu(Activations.silu(made.convolved(made.x(), CHANNELS, 4, 3, 1, 1)))),
                network("attention", made -> new Attention(made.net(), "attention", 8, 2)
                        .of(made.x().reshape(-1, 8, 8), 8)),
                network("spectrally normalised", made -> {
                    SDVariable weights = made.net().weights("dense", 8, 4, 8, 4);
                    return made.x()
                            .reshape(-1, 8)
                            .mmul(SpectralNormalisation.of(made.net(), "norm", weights, 4, Mode.TRAINING));
                }),
                network("products and differences of one shape", made -> {
                    SDVariable rows = made.x().reshape(-1, 8);
                    SDVariable some = rows.mmul(made.graph().var("some", values(3, 8, 8)));
                    return some.sub(rows).mul(some).sub(rows.mul(rows)).add(some);
                }));
    }

    private static Arguments network(String name, Function<Made, SDVariable> layers) {
        return Arguments.of(name, layers);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void isTheRunOfSameDiff(String name, Function<Made, SDVariable> layers) {
        Made made = Made.empty();
        SDVariable out = layers.apply(made).rename("out");
        made.graph().math().square(out).mean().rename("loss");
        made.graph().setLossVariables("loss");
        GradientFunction.add(made.graph(), "x");
        SameDiff backwards = Objects.requireNonNull(made.graph().getFunction("grad"));
        for (String kind : List.of("exact", "fast")) {
            System.setProperty(StaticPlan.PROPERTY, kind);
            for (boolean byInput : new boolean[] {true, false}) {
                compare(backwards, wanted(made.graph(), byInput), kind.equals("exact") ? 0 : 1e-5);
            }
        }
    }

    @AfterEach
    void forgetTheKind() {
        System.clearProperty(StaticPlan.PROPERTY);
    }

    private static List<String> wanted(SameDiff graph, boolean byInput) {
        List<String> wanted = new ArrayList<>(List.of("out", "loss"));
        for (SDVariable variable : graph.variables()) {
            boolean asked = variable.getVariableType() == VariableType.VARIABLE || byInput && variable.isPlaceHolder();
            if (asked && variable.getGradient() != null) {
                wanted.add(variable.getGradient().name());
            }
        }
        return wanted;
    }

    private static void compare(SameDiff backwards, List<String> wanted, double apartBy) {
        try (PlanMemory memory = new PlanMemory()) {
            Map<Integer, StaticPlan> plans = new HashMap<>();
            for (int run = 0; run < 6; run++) {
                int batch = run % 2 == 0 ? 4 : 1;
                Map<String, INDArray> inputs = Map.of("x", values(run, batch, CHANNELS, 8, 8));
                StaticPlan plan = plans.computeIfAbsent(batch, first -> StaticPlan.of(backwards, inputs, wanted, memory)
                        .orElseThrow());
                Map<String, INDArray> found = plan.run(inputs);
                backwards.output(inputs, wanted).forEach((name, array) -> {
                    INDArray own = Objects.requireNonNull(found.get(name));
                    assertThat(own.shape()).as(name).isEqualTo(array.shape());
                    double apart = own.sub(array).norm2Number().doubleValue();
                    assertThat(apart)
                            .as(name)
                            .isLessThanOrEqualTo(
                                    apartBy * (1e-3 + array.norm2Number().doubleValue()));
                });
            }
        }
    }

    @Test
    void enlargementsAndConvolutionsOfImagesAreReplaced() {
        Made made = Made.empty();
        SDVariable small = made.graph().nn().tanh(made.convolved(made.x(), CHANNELS, 5, 4, 2, 1));
        made.convolved(made.graph().cnn().upsampling2d(small, 2, 2, true), 5, 2, 3, 1, 1)
                .mean()
                .rename("loss");
        made.graph().setLossVariables("loss");
        GradientFunction.add(made.graph());
        SameDiff backwards = Objects.requireNonNull(made.graph().getFunction("grad"));
        List<String> wanted = new ArrayList<>(wanted(made.graph(), false));
        wanted.remove("out");
        Program recorded = Recording.of(backwards, Map.of("x", values(1, 2, CHANNELS, 8, 8)), wanted);
        assertThat(names(recorded)).contains("upsampling2d", "conv2d_bp").doesNotContain("deconv2d");
        assertThat(names(Rewriting.of(recorded)))
                .contains("deconv2d", "deconv2d_bp", "im2col")
                .doesNotContain("upsampling2d", "upsampling2d_bp");
        assertThat(names(Rewriting.exactly(recorded))).contains("upsampling2d");
    }

    @Test
    void whatProductsWithOnesRepeatIsNotLaidOut() {
        Made made = Made.empty();
        new BatchNormalisation(made.net(), "norm", CHANNELS)
                .images(made.x(), Mode.TRAINING)
                .mul(made.x())
                .mean()
                .rename("loss");
        made.graph().setLossVariables("loss");
        GradientFunction.add(made.graph(), "x");
        SameDiff backwards = Objects.requireNonNull(made.graph().getFunction("grad"));
        List<String> wanted = List.of("loss", made.x().getGradient().name());
        Program recorded = Recording.of(backwards, Map.of("x", values(1, 2, CHANNELS, 8, 8)), wanted);
        long large = 2 * CHANNELS * 8 * 8;
        assertThat(products(recorded, large)).isEqualTo(3);
        assertThat(products(Rewriting.exactly(recorded), large)).isZero();
        assertThat(names(Rewriting.exactly(recorded))).doesNotContain("multiply_bp", "add_bp", "matmul_bp");
    }

    private static long products(Program program, long length) {
        return program.steps().stream()
                .filter(step -> step.name().equals("matmul")
                        && program.form(step.output()).length() == length)
                .count();
    }

    private static List<String> names(Program program) {
        return program.steps().stream().map(Step::name).toList();
    }

    /** Loops and random numbers are left to SameDiff. */
    @Test
    void randomNumbersHaveNoPlan() {
        SameDiff graph = SameDiff.create();
        SDVariable x = graph.placeHolder("x", DataType.FLOAT, -1, 2);
        x.add(graph.random().normal(0, 1, DataType.FLOAT, 1, 2)).rename("y");
        try (PlanMemory memory = new PlanMemory()) {
            assertThat(StaticPlan.of(graph, Map.of("x", values(1, 3, 2)), List.of("y"), memory))
                    .isEmpty();
        }
    }

    @Test
    void memoryServesOneValueAfterTheOther() {
        SameDiff graph = SameDiff.create();
        SDVariable value = graph.placeHolder("x", DataType.FLOAT, -1, 100);
        for (int i = 0; i < 20; i++) {
            value = graph.math().tanh(value.add(i)).mmul(graph.constant(values(i, 100, 100)));
        }
        value.rename("y");
        try (PlanMemory memory = new PlanMemory()) {
            assertThat(StaticPlan.of(graph, Map.of("x", values(1, 7, 100)), List.of("y"), memory))
                    .isPresent();
            assertThat(memory.bytes()).isLessThanOrEqualTo(4 * 7 * 100 * 4);
        }
    }
}
