package io.xvad.generative.fanogan;

import io.xvad.training.Layers;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import io.xvad.training.layers.Activations;
import io.xvad.training.layers.BatchNormalisation;
import io.xvad.training.layers.GroupNormalisation;
import java.util.function.UnaryOperator;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The residual blocks of the improved Wasserstein GAN (Gulrajani et al. 2017): values are normalised and rectified before each of two
 * convolutions of 3 pixels, and what goes past both is added.
 *
 * @param net whose weights these are
 * @param normalisation of what is rectified
 * @param rectifier of what is normalised
 */
record ResidualLayers(Trainable net, Normalisation normalisation, UnaryOperator<SDVariable> rectifier) {

    private static final int KERNEL = 3;

    /** A normalisation of images of shape (N, C, side, side). */
    @FunctionalInterface
    interface Normalisation {

        SDVariable of(String name, SDVariable x, int channels, int side);
    }

    /** Layers whose channels are normalised over the images of a batch, in training. */
    static ResidualLayers ofBatches(Trainable net, Mode mode) {
        return new ResidualLayers(
                net,
                (name, x, channels, side) -> new BatchNormalisation(net, name, channels).images(x, mode),
                x -> net.graph().nn().relu(x, 0));
    }

    /**
     * Layers whose images are normalised by themselves, over all of their channels, with a rectifier without a kink: the gradient penalty is
     * differentiated by differences.
     */
    static ResidualLayers ofImages(Trainable net, Mode mode) {
        return new ResidualLayers(
                net,
                (name, x, channels, side) -> new GroupNormalisation(net, name, channels, 1).of(x, side, side, mode),
                Activations::silu);
    }

    /** A normalisation and a rectifier. */
    SDVariable rectified(String name, SDVariable x, int channels, int side) {
        return rectifier.apply(normalisation.of(name + "-norm", x, channels, side));
    }

    /** A convolution of 3 pixels. */
    SDVariable convolution(String name, SDVariable x, int in, int out) {
        return new Layers(net).convolution(name, x, in, out, KERNEL, 1, 1);
    }

    /** A block that enlarges by repetition. */
    SDVariable doubled(String name, SDVariable x, int in, int out, int side) {
        SDVariable small = rectified(name + "-1", x, in, side);
        SDVariable first = convolution(name + "-1", enlarged(small), in, out);
        SDVariable second = convolution(name + "-2", rectified(name + "-2", first, out, 2 * side), out, out);
        return second.add(enlarged(new Layers(net).convolution(name + "-shortcut", x, in, out, 1, 1, 0)));
    }

    private SDVariable enlarged(SDVariable x) {
        return net.graph().cnn().upsampling2d(x, 2, 2, true);
    }

    /** A block after which means of 2 x 2 values are taken. */
    SDVariable halved(String name, SDVariable x, int in, int out, int side) {
        SDVariable first = convolution(name + "-1", rectified(name + "-1", x, in, side), in, in);
        SDVariable second = averaged(name + "-2", rectified(name + "-2", first, in, side), in, out, KERNEL);
        return second.add(averaged(name + "-shortcut", x, in, out, 1));
    }

    /**
     * A convolution and the means of 2 x 2 of its values, which is one convolution with a stride of 2 whose kernel is a pixel larger: each of
     * its values is the mean of those that four neighbouring places have for a pixel.
     */
    private SDVariable averaged(String name, SDVariable x, int in, int out, int kernel) {
        SameDiff graph = net.graph();
        long area = (long) kernel * kernel;
        int larger = kernel + 1;
        SDVariable weights = net.weights(name, in * area, out * area, kernel, kernel, in, out);
        SDVariable spread = graph.constant(spread(kernel)).mmul(weights.reshape(area, (long) in * out));
        SDVariable bias = net.constant(name + "-bias", 0, out);
        Conv2DConfig config = Conv2DConfig.builder()
                .kH(larger)
                .kW(larger)
                .sH(2)
                .sW(2)
                .pH(kernel / 2)
                .pW(kernel / 2)
                .build();
        return graph.cnn().conv2d(x, spread.reshape(larger, larger, in, out), bias, config);
    }

    /** How much each value of a kernel weighs in each of the larger one, shape ((kernel + 1)^2, kernel^2). */
    private static INDArray spread(int kernel) {
        int larger = kernel + 1;
        float[][] shares = new float[larger * larger][kernel * kernel];
        for (int place = 0; place < kernel * kernel; place++) {
            for (int moved = 0; moved < 4; moved++) {
                int row = place / kernel + moved / 2;
                int column = place % kernel + moved % 2;
                shares[row * larger + column][place] = 0.25f;
            }
        }
        return Nd4j.createFromArray(shares);
    }
}
