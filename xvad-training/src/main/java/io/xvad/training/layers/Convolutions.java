package io.xvad.training.layers;

import io.xvad.training.Layers;
import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.DeConv2DConfig;

/** Convolutions other than plain ones, with bias, of images with channels first. */
public final class Convolutions {

    private final Trainable net;

    /** Convolutions of this graph. */
    public Convolutions(Trainable net) {
        this.net = net;
    }

    /**
     * A transposed convolution, which makes a side of {@code n} one of {@code (n - 1) stride - 2 padding + kernel}: with kernels and strides
     * of 2 twice as large.
     */
    public SDVariable transposed(String name, SDVariable x, int in, int out, int kernel, int stride, int padding) {
        long area = (long) kernel * kernel;
        SDVariable bias = net.constant(name + "-bias", 0, out);
        SDVariable weights = net.weights(name, in * area, out * area, kernel, kernel, out, in);
        return net.graph()
                .cnn()
                .deconv2d(
                        x,
                        weights,
                        bias,
                        DeConv2DConfig.builder()
                                .kH(kernel)
                                .kW(kernel)
                                .sH(stride)
                                .sW(stride)
                                .pH(padding)
                                .pW(padding)
                                .build());
    }

    /** Twice as large by a transposed convolution of 2 pixels without bias, with weights as of {@link Layers#kaiming}. */
    public SDVariable doubled(String name, SDVariable x, int in, int out) {
        SDVariable weights = net.weights(name, 0, (long) out * 4, 2, 2, out, in);
        DeConv2DConfig config = DeConv2DConfig.builder().kH(2).kW(2).sH(2).sW(2).build();
        return net.graph().cnn().deconv2d(x, weights, config);
    }

    /** A convolution at the same size with weights and bias that start at 0, so that a network begins without what it adds. */
    public SDVariable fromZero(String name, SDVariable x, int in, int out, int kernel) {
        net.constant(name, 0, kernel, kernel, in, out);
        return new Layers(net).convolution(name, x, in, out, kernel, 1, kernel / 2);
    }

    /** Half as large by a convolution of 3 pixels without bias, whose weights start at 0. */
    public SDVariable halvedFromZero(String name, SDVariable x, int in, int out) {
        SDVariable weights = net.constant(name, 0, 3, 3, in, out);
        Conv2DConfig config =
                Conv2DConfig.builder().kH(3).kW(3).sH(2).sW(2).pH(1).pW(1).build();
        return net.graph().cnn().conv2d(x, weights, config);
    }

    /** A convolution of each channel by itself. */
    public SDVariable depthwise(String name, SDVariable x, int channels, int kernel, int stride, int padding) {
        long area = (long) kernel * kernel;
        SDVariable bias = net.constant(name + "-bias", 0, channels);
        SDVariable weights = net.weights(name, area, area, kernel, kernel, channels, 1);
        return net.graph()
                .cnn()
                .depthWiseConv2d(
                        x,
                        weights,
                        bias,
                        Conv2DConfig.builder()
                                .kH(kernel)
                                .kW(kernel)
                                .sH(stride)
                                .sW(stride)
                                .pH(padding)
                                .pW(padding)
                                .build());
    }
}
