package io.xvad.onnx.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadModelException;
import io.xvad.training.onnx.OnnxGraph;
import io.xvad.training.onnx.SameDiffTranslation;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import onnx.Onnx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.controlflow.compat.StopGradient;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.DeConv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/** Each operation alone, on random images and weights: ONNX Runtime gives what SameDiff gives, forwards and backwards. */
class SameDiffTranslationTest {

    private static final long[] PICTURES = {2, 3, 6, 8};
    private static final int SEEDS = 3;

    @FunctionalInterface
    private interface Step {
        SDVariable of(SameDiff graph, SDVariable x, SplittableRandom random);
    }

    private static SDVariable weights(SameDiff graph, SplittableRandom random, long... shape) {
        return graph.var("weights" + random.nextInt(Integer.MAX_VALUE), Exported.array(random, shape));
    }

    private static Conv2DConfig convolution(int kernel, int stride, int padding) {
        return Conv2DConfig.builder()
                .kH(kernel)
                .kW(kernel)
                .sH(stride)
                .sW(stride)
                .pH(padding)
                .pW(padding)
                .build();
    }

    private static Pooling2DConfig pooling() {
        return Pooling2DConfig.builder().kH(2).kW(2).sH(2).sW(2).build();
    }

    private static Map<String, Step> both() {
        Map<String, Step> steps = new TreeMap<>();
        steps.put("relu", (graph, x, random) -> graph.nn().relu(x, 0));
        steps.put("conv2d", (graph, x, random) -> graph.cnn()
                .conv2d(x, weights(graph, random, 3, 3, 3, 4), weights(graph, random, 4), convolution(3, 1, 1)));
        steps.put("conv2d of even kernel and stride 2", (graph, x, random) -> graph.cnn()
                .conv2d(x, weights(graph, random, 4, 4, 3, 5), convolution(4, 2, 1)));
        steps.put("conv2d that leaves a rest", (graph, x, random) -> graph.cnn()
                .conv2d(x, weights(graph, random, 3, 3, 3, 5), convolution(3, 2, 1)));
        steps.put("conv2d of a single pixel", (graph, x, random) -> graph.cnn()
                .conv2d(x, weights(graph, random, 1, 1, 3, 5), convolution(1, 1, 0)));
        steps.put("upsampling2d", (graph, x, random) -> graph.cnn().upsampling2d(x, 2, 2, true));
        steps.put("matmul", (graph, x, random) -> x.reshape(-1, 24).mmul(weights(graph, random, 24, 5)));
        steps.put("add of a row", (graph, x, random) -> x.reshape(-1, 24).add(weights(graph, random, 1, 24)));
        steps.put("subtract from channels", (graph, x, random) -> x.sub(weights(graph, random, 1, 3, 1, 1))
                .mul(weights(graph, random, 1, 3, 6, 8)));
        steps.put("subtract of what is broadcast", (graph, x, random) -> weights(graph, random, 2, 3, 6, 8)
                .sub(x.mean(true, 2, 3))
                .mul(weights(graph, random, 2, 3, 6, 8)));
        steps.put("multiply by what is broadcast", (graph, x, random) -> x.mul(x.mean(true, 2, 3)));
        steps.put(
                "divide",
                (graph, x, random) -> x.div(graph.math().square(x).sum(true, 1).add(1)));
        steps.put("leakyrelu", (graph, x, random) -> graph.nn().leakyRelu(x, 0.2));
        steps.put("relu", (graph, x, random) -> graph.nn().relu(x, 0));
        steps.put("sigmoid", (graph, x, random) -> graph.nn().sigmoid(x));
        steps.put(
                "log softmax",
                (graph, x, random) -> graph.nn().logSoftmax(x.reshape(-1, 24)).mul(weights(graph, random, 12, 24)));
        steps.put("square", (graph, x, random) -> graph.math().square(x));
        steps.put("sqrt", (graph, x, random) -> graph.math()
                .sqrt(graph.math().square(x).add(0.1)));
        steps.put("abs", (graph, x, random) -> graph.math().abs(x));
        steps.put("scalars", (graph, x, random) -> x.add(2).mul(3).sub(1).div(4).neg());
        steps.put("mean", (graph, x, random) -> x.mean(2, 3).mul(weights(graph, random, 2, 3)));
        steps.put("mean of all", (graph, x, random) -> graph.math().square(x).mean());
        steps.put("sum", (graph, x, random) -> x.sum(1).mul(weights(graph, random, 2, 6, 8)));
        steps.put("max", (graph, x, random) -> x.reshape(-1, 24).max(1).mul(weights(graph, random, 12)));
        steps.put("min", (graph, x, random) -> x.reshape(-1, 24).min(true, 1).mul(weights(graph, random, 12, 1)));
        steps.put(
                "concat", (graph, x, random) -> graph.concat(1, x, graph.math().square(x), x.mul(2))
                        .mul(weights(graph, random, 1, 9, 6, 8)));
        steps.put("reshape", (graph, x, random) -> x.reshape(-1, 8).mul(weights(graph, random, 36, 8)));
        steps.put("maxpool2d of squares", (graph, x, random) -> graph.cnn().maxPooling2d(x, squares()));
        steps.put("abs", (graph, x, random) -> graph.math().abs(x));
        return steps;
    }

    private static Map<String, Step> forwards() {
        Map<String, Step> steps = both();
        steps.put("depthwise_conv2d", (graph, x, random) -> graph.cnn()
                .depthWiseConv2d(
                        x, weights(graph, random, 3, 3, 3, 2), weights(graph, random, 6), convolution(3, 1, 1)));
        steps.put("separable conv2d", (graph, x, random) -> graph.cnn()
                .separableConv2d(
                        x,
                        weights(graph, random, 3, 3, 3, 2),
                        weights(graph, random, 1, 1, 6, 4),
                        convolution(3, 1, 1)));
        steps.put("deconv2d", (graph, x, random) -> graph.cnn()
                .deconv2d(
                        x,
                        weights(graph, random, 2, 2, 4, 3),
                        weights(graph, random, 4),
                        DeConv2DConfig.builder().kH(2).kW(2).sH(2).sW(2).build()));
        steps.put("maxpool2d", (graph, x, random) -> graph.cnn().maxPooling2d(x, pooling()));
        steps.put("avgpool2d", (graph, x, random) -> graph.cnn().avgPooling2d(x, pooling()));
        steps.put("batchnorm", (graph, x, random) -> graph.nn()
                .batchNorm(
                        x,
                        weights(graph, random, 3),
                        graph.math().square(weights(graph, random, 3)),
                        weights(graph, random, 3),
                        weights(graph, random, 3),
                        1e-5,
                        1));
        steps.put("relu6", (graph, x, random) -> graph.nn().relu6(x.mul(20), 0));
        steps.put("tanh", (graph, x, random) -> graph.math().tanh(x));
        steps.put("softmax", (graph, x, random) -> graph.nn().softmax(x.reshape(-1, 24), 1));
        steps.put("exp", (graph, x, random) -> graph.math().exp(x));
        steps.put("expm1", (graph, x, random) -> graph.math().expm1(x));
        steps.put("log", (graph, x, random) -> graph.math()
                .log(graph.math().square(x).add(0.1)));
        steps.put("pow", (graph, x, random) -> graph.math().pow(graph.math().abs(x), 2.5));
        steps.put("sign", (graph, x, random) -> graph.math().sign(x));
        steps.put("reversed scalars", (graph, x, random) -> x.rsub(1).add(3).rdiv(2));
        steps.put("comparisons", (graph, x, random) -> graph.gte(x, graph.constant(0.1f))
                .castTo(DataType.FLOAT)
                .add(graph.eq(x, x.max(true, 1)).castTo(DataType.FLOAT)));
        steps.put("less or equal", (graph, x, random) -> x.lte(x.min(true, 1)).castTo(DataType.FLOAT));
        steps.put("floor and the lesser", (graph, x, random) -> graph.math()
                .min(graph.math().floor(x.mul(5)), graph.constant(Nd4j.scalar(2f))));
        steps.put("stop gradient", (graph, x, random) -> new StopGradient(graph, x).outputVariable());
        steps.put("argmax", (graph, x, random) -> graph.argmax(x, 1).castTo(DataType.FLOAT));
        steps.put("argmin that keeps its dimension", (graph, x, random) -> graph.argmin(x, true, 2)
                .castTo(DataType.FLOAT));
        steps.put("one-hot", (graph, x, random) -> graph.oneHot(
                        graph.argmax(x.reshape(-1, 24), 1), 24, 1, 2, -1, DataType.FLOAT)
                .mmul(weights(graph, random, 24, 5)));
        steps.put(
                "matmul of windows",
                (graph, x, random) -> graph.mmul(x.reshape(-1, 6, 8), x.reshape(-1, 6, 8), true, false, false));
        steps.put("softmax of windows", (graph, x, random) -> graph.nn().softmax(x.reshape(-1, 6, 8), 2));
        steps.put("permute", (graph, x, random) -> x.permute(0, 2, 3, 1));
        steps.put("transpose", (graph, x, random) -> graph.transpose(x.reshape(-1, 24)));
        steps.put("pad", (graph, x, random) -> graph.nn()
                .pad(x, graph.constant(Nd4j.createFromArray(new int[][] {{0, 0}, {0, 0}, {2, 1}, {0, 3}})), 0.5));
        steps.put(
                "slice",
                (graph, x, random) ->
                        x.get(SDIndex.all(), SDIndex.interval(1, 3), SDIndex.point(2), SDIndex.interval(0, 5)));
        steps.put("gather", (graph, x, random) -> graph.gather(x, new int[] {5, 0, 0, 3}, 2));
        return steps;
    }

    static Stream<String> forwardNames() {
        return forwards().keySet().stream();
    }

    static Stream<String> bothNames() {
        return both().keySet().stream();
    }

    private static INDArray built(SameDiff graph, Step step, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SDVariable x = graph.placeHolder("x", DataType.FLOAT, -1, 3, 6, 8);
        SDVariable own = graph.var("own", Exported.array(random, PICTURES));
        step.of(graph, x.mul(own), random).rename("y");
        return Exported.array(random, PICTURES);
    }

    @ParameterizedTest
    @MethodSource("forwardNames")
    void valuesAreSame(String name) {
        for (int seed = 0; seed < SEEDS; seed++) {
            SameDiff graph = SameDiff.create();
            INDArray x = built(graph, forwards().get(name), seed);
            Exported.requireSame(graph, Map.of("x", x), "y", name + ", seed " + seed);
        }
    }

    @ParameterizedTest
    @MethodSource("bothNames")
    void gradientsAreSame(String name) {
        for (int seed = 0; seed < SEEDS; seed++) {
            SameDiff graph = SameDiff.create();
            INDArray x = built(graph, both().get(name), seed);
            graph.math().square(graph.getVariable("y")).sum().rename("loss");
            graph.setLossVariables("loss");
            Exported.requireSameGradient(graph, Map.of("x", x), "own", name + ", seed " + seed);
        }
    }

    private static Pooling2DConfig squares() {
        return Pooling2DConfig.builder().kH(2).kW(2).sH(2).sW(2).build();
    }

    @Test
    void ofEqualValuesInASquareTheSameGetsTheGradient() {
        SameDiff graph = SameDiff.create();
        SDVariable x = graph.placeHolder("x", DataType.FLOAT, -1, 3, 4, 6);
        SDVariable equal = graph.cnn().upsampling2d(x, 2, 2, true).add(graph.var("own", Nd4j.zeros(2, 3, 8, 12)));
        graph.math().square(graph.cnn().maxPooling2d(equal, squares())).sum().rename("loss");
        graph.setLossVariables("loss");
        INDArray images = Exported.array(new SplittableRandom(7), 2, 3, 4, 6);
        Exported.requireSameGradient(graph, Map.of("x", images), "own", "equal values");
    }

    @Test
    void gradientsByWeightsAreSame() {
        SameDiff graph = SameDiff.create();
        SplittableRandom random = new SplittableRandom(5);
        SDVariable x = graph.placeHolder("x", DataType.FLOAT, -1, 3, 8, 8);
        SDVariable first = graph.var("first", Exported.array(random, 4, 4, 3, 5));
        SDVariable bias = graph.var("bias", Exported.array(random, 5));
        SDVariable second = graph.var("second", Exported.array(random, 80, 4));
        SDVariable convolved = graph.cnn().conv2d(x, first, bias, convolution(4, 2, 1));
        graph.math().square(convolved.reshape(-1, 80).mmul(second)).mean().rename("loss");
        graph.setLossVariables("loss");
        for (String weights : new String[] {"first", "bias", "second"}) {
            Exported.requireSameGradient(graph, Map.of("x", Exported.array(random, 2, 3, 8, 8)), weights, weights);
        }
    }

    @ParameterizedTest
    @CsvSource({"3,1,1,2", "3,1,1,1", "3,1,0,2", "3,2,1,2", "3,2,1,1", "4,2,1,2", "1,1,0,2", "3,3,2,2"})
    void gradientsByKernelsAreSame(int kernel, int stride, int padding, int images) {
        SameDiff graph = SameDiff.create();
        SplittableRandom random = new SplittableRandom(6);
        SDVariable x = graph.placeHolder("x", DataType.FLOAT, -1, 3, 9, 7);
        SDVariable weights = graph.var("weights", Exported.array(random, kernel, kernel, 3, 5));
        SDVariable convolved = graph.cnn().conv2d(x, weights, convolution(kernel, stride, padding));
        graph.math().square(convolved).sum().rename("loss");
        graph.setLossVariables("loss");
        Exported.requireSameGradient(graph, Map.of("x", Exported.array(random, images, 3, 9, 7)), "weights", "kernel");
    }

    @ParameterizedTest
    @CsvSource({"4,2,1,1", "4,2,1,2", "2,2,0,1", "3,1,1,2", "3,2,1,1", "8,1,0,1"})
    void gradientsByKernelsOfTransposedConvolutionsAreSame(int kernel, int stride, int padding, int images) {
        SameDiff graph = SameDiff.create();
        SplittableRandom random = new SplittableRandom(7);
        SDVariable x = graph.placeHolder("x", DataType.FLOAT, -1, 3, 5, 4);
        SDVariable weights = graph.var("weights", Exported.array(random, kernel, kernel, 6, 3));
        DeConv2DConfig config = DeConv2DConfig.builder()
                .kH(kernel)
                .kW(kernel)
                .sH(stride)
                .sW(stride)
                .pH(padding)
                .pW(padding)
                .build();
        SDVariable convolved = graph.cnn().deconv2d(x, weights, config);
        graph.math().square(convolved).sum().rename("loss");
        graph.setLossVariables("loss");
        Exported.requireSameGradient(graph, Map.of("x", Exported.array(random, images, 3, 5, 4)), "weights", "kernel");
    }

    @Test
    void whatNoOutputNeedsIsLeftOut() throws InvalidProtocolBufferException {
        OnnxGraph onnx = new OnnxGraph();
        String x = onnx.input("x", 1, 3);
        String doubled = onnx.node("Mul", x, onnx.constant(2));
        onnx.output("doubled", doubled, 1, 3);
        onnx.output("root", onnx.node("Sqrt", onnx.node("Add", doubled, onnx.constant(1))), 1, 3);
        onnx.node("Exp", doubled);
        assertThat(onnx.needs(List.of("root"), doubled)).isTrue();
        assertThat(onnx.needs(List.of("doubled"), "root")).isFalse();
        assertThat(graph(onnx.bytes()).getNodeList())
                .extracting(Onnx.NodeProto::getOpType)
                .containsExactly("Mul", "Identity", "Add", "Sqrt", "Identity");
        Onnx.GraphProto cut = graph(onnx.bytes(List.of("doubled")));
        assertThat(cut.getNodeList()).extracting(Onnx.NodeProto::getOpType).containsExactly("Mul", "Identity");
        assertThat(cut.getInitializerCount()).isOne();
        assertThat(cut.getOutputList()).extracting(Onnx.ValueInfoProto::getName).containsExactly("doubled");
    }

    private static Onnx.GraphProto graph(byte[] model) throws InvalidProtocolBufferException {
        return Onnx.ModelProto.parseFrom(model).getGraph();
    }

    @Test
    void onlyWhatAnOutputDependsOnIsExported() {
        SameDiff graph = SameDiff.create();
        SDVariable x = graph.placeHolder("x", DataType.FLOAT, -1, 3);
        SDVariable labels = graph.placeHolder("labels", DataType.FLOAT, -1, 3);
        SDVariable y = x.mul(2).rename("y");
        graph.math().cosh(y.sub(labels)).mean().rename("loss");
        Exported.requireSame(graph, Map.of("x", Nd4j.ones(2, 3), "labels", Nd4j.ones(2, 3)), "y", "y");
    }

    @Test
    void operationsAndInputsThatAreNotKnownAreNamed() {
        SameDiff graph = SameDiff.create();
        SDVariable x = graph.placeHolder("x", DataType.FLOAT, -1, 3);
        graph.math().cosh(x).rename("y");
        SameDiffTranslation translation =
                new SameDiffTranslation(graph, new OnnxGraph(), Map.of("x", "x"), Map.of("x", Nd4j.ones(1, 3)));
        assertThatThrownBy(() -> translation.value("y"))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("'cosh'")
                .hasMessageContaining("'y'");
        x.mul(2).rename("twice");
        SameDiffTranslation without = new SameDiffTranslation(graph, new OnnxGraph(), Map.of(), Map.of());
        assertThatThrownBy(() -> without.value("twice")).hasMessageContaining("'x'");
    }
}
