package io.xvad.detectors.reconstruction;

import io.xvad.detectors.learn.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;

/** Convolutions, channels first, as the reconstruction networks use them. */
final class Layers {

    private static final double SLOPE = 0.2;

    private final Trainable net;

    Layers(Trainable net) {
        this.net = net;
    }

    /** A convolution with bias, without a rectifier. */
    SDVariable convolution(String name, SDVariable x, int in, int out, int kernel, int stride, int padding) {
        int area = kernel * kernel;
        SDVariable weights = net.weights(name, (long) in * area, (long) out * area, kernel, kernel, in, out);
        Conv2DConfig config = Conv2DConfig.builder()
                .kH(kernel)
                .kW(kernel)
                .sH(stride)
                .sW(stride)
                .pH(padding)
                .pW(padding)
                .build();
        SDVariable bias = net.constant(name + "-bias", 0, out);
        return net.graph().cnn().conv2d(x, weights, bias, config);
    }

    /** A convolution and a leaky rectifier. */
    SDVariable rectified(String name, SDVariable x, int in, int out, int kernel, int stride, int padding) {
        return net.graph().nn().leakyRelu(convolution(name, x, in, out, kernel, stride, padding), SLOPE);
    }

    /** Twice as large by repetition, then a convolution of 3 pixels and a leaky rectifier. */
    SDVariable enlarged(String name, SDVariable x, int in, int out) {
        return rectified(name, net.graph().cnn().upsampling2d(x, 2, 2, true), in, out, 3, 1, 1);
    }

    /** A linear layer. */
    SDVariable dense(String name, SDVariable x, int in, int out) {
        return x.mmul(net.weights(name, in, out, in, out)).add(net.constant(name + "-bias", 0, 1, out));
    }
}
