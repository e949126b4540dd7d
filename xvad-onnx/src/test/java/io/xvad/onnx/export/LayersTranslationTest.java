package io.xvad.onnx.export;

import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import io.xvad.training.layers.Activations;
import io.xvad.training.layers.Attention;
import io.xvad.training.layers.BatchNormalisation;
import io.xvad.training.layers.Bilinear;
import io.xvad.training.layers.Convolutions;
import io.xvad.training.layers.Dropout;
import io.xvad.training.layers.GroupNormalisation;
import io.xvad.training.layers.LayerNormalisation;
import io.xvad.training.layers.SpectralNormalisation;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers as they are when scoring: ONNX Runtime gives what SameDiff gives, forwards and backwards. */
class LayersTranslationTest {

    private static final long[] IMAGES = {2, 4, 6, 8};

    @FunctionalInterface
    private interface Layer {
        SDVariable of(Trainable net, SDVariable x);
    }

    private static Map<String, Layer> layers() {
        Map<String, Layer> layers = new TreeMap<>();
        layers.put("batch normalisation of images", (net, x) -> new BatchNormalisation(net, "layer", 4)
                .images(x, Mode.SCORING));
        layers.put("batch normalisation of rows", (net, x) -> new BatchNormalisation(net, "layer", 8)
                .rows(x.reshape(-1, 8), Mode.SCORING));
        layers.put("group normalisation", (net, x) -> new GroupNormalisation(net, "layer", 4, 2)
                .of(x, 6, 8, Mode.SCORING));
        layers.put("layer normalisation", (net, x) -> new LayerNormalisation(net, "layer", 8)
                .of(x.reshape(-1, 8), Mode.SCORING));
        layers.put(
                "transposed convolution of 2", (net, x) -> new Convolutions(net).transposed("layer", x, 4, 3, 2, 2, 0));
        layers.put(
                "transposed convolution of 4", (net, x) -> new Convolutions(net).transposed("layer", x, 4, 3, 4, 2, 1));
        layers.put(
                "transposed convolution of 3", (net, x) -> new Convolutions(net).transposed("layer", x, 4, 3, 3, 1, 1));
        layers.put("depthwise convolution", (net, x) -> new Convolutions(net).depthwise("layer", x, 4, 3, 1, 1));
        layers.put("depthwise convolution that leaves a rest", (net, x) -> new Convolutions(net)
                .depthwise("layer", x, 4, 3, 2, 1));
        layers.put("bilinear", (net, x) -> new Bilinear(6, 8, 9, 5, false).of(x, 4));
        layers.put("gelu", (net, x) -> Activations.gelu(x));
        layers.put("silu", (net, x) -> Activations.silu(x));
        layers.put("dropout", (net, x) -> new Dropout("mask", 0.5).of(net, x.mul(2), Mode.SCORING));
        layers.put("spectral normalisation", (net, x) -> x.reshape(-1, 8)
                .mmul(SpectralNormalisation.of(net, "layer", net.weights("weights", 8, 3, 8, 3), 3, Mode.SCORING)));
        layers.put("attention", (net, x) -> new Attention(net, "layer", 8, 2).of(x.reshape(-1, 6, 8), 6));
        return layers;
    }

    static Stream<String> names() {
        return layers().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void onnxRuntimeGivesTheSame(String name) {
        SplittableRandom random = new SplittableRandom(name.hashCode());
        Trainable net = new Trainable(1);
        SDVariable x = net.input("x", 4, 6, 8);
        SDVariable own = x.add(net.constant("own", 0, IMAGES));
        SDVariable y = Objects.requireNonNull(layers().get(name)).of(net, own).rename("y");
        net.graph().nn().sigmoid(y).sum().rename("loss");
        net.restore(drawn(net, random));
        Map<String, INDArray> inputs = Map.of("x", Exported.array(random, IMAGES));
        Exported.requireSame(net.graph(), inputs, "y", name);
        net.graph().setLossVariables("loss");
        Exported.requireSameGradient(net.graph(), inputs, "own", name);
    }

    /** Other weights than those that a network starts with, positive where they stand for a variance. */
    private static Map<String, float[]> drawn(Trainable net, SplittableRandom random) {
        Map<String, float[]> values = new TreeMap<>(net.values());
        values.replaceAll((name, value) -> Exported.random(random, value.length));
        values.computeIfPresent("layer-running-variance", (name, value) -> positive(value));
        return values;
    }

    private static float[] positive(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(values[i]) + 0.1f;
        }
        return values;
    }
}
