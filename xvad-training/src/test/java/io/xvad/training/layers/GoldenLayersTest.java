package io.xvad.training.layers;

import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;

/** Each layer gives what PyTorch gives, forwards and backwards. */
class GoldenLayersTest {

    private static final Map<String, String> NO_WEIGHTS = Map.of();
    private static final Map<String, String> CONVOLUTION = Map.of("layer", "weights", "layer-bias", "bias");
    private static final Map<String, String> NORM = Map.of("layer-scale", "scale", "layer-shift", "shift");

    static Stream<Arguments> layers() {
        return Stream.of(
                layer("transposed-2", CONVOLUTION, (net, x) -> new Convolutions(net)
                        .transposed("layer", x, 3, 2, 2, 2, 0)),
                layer("transposed-4", CONVOLUTION, (net, x) -> new Convolutions(net)
                        .transposed("layer", x, 3, 2, 4, 2, 1)),
                layer("depthwise", CONVOLUTION, (net, x) -> new Convolutions(net).depthwise("layer", x, 3, 3, 2, 1)),
                layer("bilinear-corners", NO_WEIGHTS, (net, x) -> new Bilinear(4, 5, 7, 11, true).of(x, 3)),
                layer("bilinear-centres", NO_WEIGHTS, (net, x) -> new Bilinear(4, 5, 7, 11, false).of(x, 3)),
                layer("bilinear-smaller", NO_WEIGHTS, (net, x) -> new Bilinear(4, 5, 3, 4, false).of(x, 3)),
                layer("group", NORM, (net, x) -> new GroupNormalisation(net, "layer", 4, 2).of(x, 5, 3, Mode.TRAINING)),
                layer("group", NORM, (net, x) -> new GroupNormalisation(net, "layer", 4, 2).of(x, 5, 3, Mode.SCORING)),
                layer("layer", NORM, (net, x) -> new LayerNormalisation(net, "layer", 6).of(x, Mode.TRAINING)),
                layer("layer", NORM, (net, x) -> new LayerNormalisation(net, "layer", 6).of(x, Mode.SCORING)),
                layer("gelu", NO_WEIGHTS, (net, x) -> Activations.gelu(x)),
                layer("silu", NO_WEIGHTS, (net, x) -> Activations.silu(x)),
                layer(
                        "attention",
                        Map.of(
                                "layer-query", "query",
                                "layer-query-bias", "query-bias",
                                "layer-key", "key",
                                "layer-key-bias", "key-bias",
                                "layer-value", "value",
                                "layer-value-bias", "value-bias",
                                "layer-out", "out",
                                "layer-out-bias", "out-bias"),
                        (net, x) -> new Attention(net, "layer", 8, 2).of(x, 5)));
    }

    private static Arguments layer(
            String family, Map<String, String> weights, BiFunction<Trainable, SDVariable, SDVariable> layer) {
        return Arguments.of(family, weights, layer);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layers")
    void givesWhatPyTorchGives(
            String family, Map<String, String> weights, BiFunction<Trainable, SDVariable, SDVariable> layer) {
        Golden golden = new Golden(family);
        Trainable net = golden.layer(layer);
        weights.forEach((name, value) -> Golden.set(net, name, golden.array(value)));
        golden.agrees(net, weights);
    }
}
