package io.xvad.generative.gan;

import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import io.xvad.training.layers.SpectralNormalisation;
import java.util.function.UnaryOperator;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;

/**
 * Layers whose weights are divided by their largest singular value (Miyato et al. 2018). A layer is made once in a graph and mode, and may then
 * be used often.
 *
 * @param net whose weights these are
 * @param mode which of the two forms of the network they are of
 */
public record SpectralLayers(Trainable net, Mode mode) {

    /** A convolution with bias. */
    public UnaryOperator<SDVariable> convolution(String name, int in, int out, int kernel, int stride, int padding) {
        long area = (long) kernel * kernel;
        SDVariable weights = divided(name, net.weights(name, in * area, out * area, kernel, kernel, in, out), out);
        SDVariable bias = net.constant(name + "-bias", 0, out);
        Conv2DConfig config = Conv2DConfig.builder()
                .kH(kernel)
                .kW(kernel)
                .sH(stride)
                .sW(stride)
                .pH(padding)
                .pW(padding)
                .build();
        return x -> net.graph().cnn().conv2d(x, weights, bias, config);
    }

    /** A linear layer. */
    public UnaryOperator<SDVariable> dense(String name, int in, int out) {
        SDVariable weights = divided(name, net.weights(name, in, out, in, out), out);
        SDVariable bias = net.constant(name + "-bias", 0, 1, out);
        return x -> x.mmul(weights).add(bias);
    }

    private SDVariable divided(String name, SDVariable weights, int out) {
        return SpectralNormalisation.of(net, name, weights, out, mode);
    }
}
