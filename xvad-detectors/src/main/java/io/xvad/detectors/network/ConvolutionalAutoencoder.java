package io.xvad.detectors.network;

import io.xvad.training.Layers;
import io.xvad.training.Trainable;
import io.xvad.training.layers.Convolutions;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The encoder and the decoder of the convolutional autoencoder (Bergmann et al., 2019, "Improving Unsupervised Defect
 * Segmentation by Applying Structural Similarity to Autoencoders", section 3) for images whose side is a multiple of 16:
 * transposed convolutions mirror the convolutions, leaky rectifiers of slope 0.2 follow all but the code and what comes out. The paper's
 * convolution of 8 x 8 places without border, from 8 x 8 places to one, is a linear layer over all places here, of any number.
 */
public final class ConvolutionalAutoencoder {

    /** Channels of what the convolutions of the encoder give, at a sixteenth of the side. */
    public static final int CONVOLVED = 32;

    /** How many pixels of the image, along a side, are one value of it. */
    public static final int STRIDE = 16;

    private static final int CHANNELS = 3;
    private static final double SLOPE = 0.2;

    private final Trainable net;
    private final Layers layers;
    private final int side;
    private final String suffix;

    /**
     * Layers of a network; weights of the same names are shared.
     *
     * @param size side of the images
     * @param suffix of the names of what comes out of layers; {@code -out} offers them to explainers
     */
    public ConvolutionalAutoencoder(Trainable net, int size, String suffix) {
        this.net = net;
        this.layers = new Layers(net, suffix);
        this.side = size / STRIDE;
        this.suffix = suffix;
    }

    /** The convolutions of the encoder, shape (N, 32, side / 16, side / 16). */
    public SDVariable convolved(SDVariable images) {
        SDVariable x = layers.rectified("encoder-1", images, CHANNELS, 32, 4, 2, 1);
        x = layers.rectified("encoder-2", x, 32, 32, 4, 2, 1);
        x = layers.rectified("encoder-3", x, 32, 32, 3, 1, 1);
        x = layers.rectified("encoder-4", x, 32, 64, 4, 2, 1);
        x = layers.rectified("encoder-5", x, 64, 64, 3, 1, 1);
        x = layers.rectified("encoder-6", x, 64, 128, 4, 2, 1);
        x = layers.rectified("encoder-7", x, 128, 64, 3, 1, 1);
        return layers.rectified("encoder-8", x, 64, CONVOLVED, 3, 1, 1);
    }

    /**
     * The linear layer of the encoder, shape (N, values).
     *
     * @param name of its weights
     * @param values how many come out
     */
    public SDVariable coded(String name, SDVariable convolved, int values) {
        int in = CONVOLVED * side * side;
        return layers.dense(name, convolved.reshape(-1, in), in, values);
    }

    /** The layers of the decoder but the last, from a code to 32 channels of half the side. */
    public SDVariable decoded(SDVariable code, int latent) {
        SDVariable linear = layers.dense("decode", code, latent, CONVOLVED * side * side);
        SDVariable x = net.graph().nn().leakyRelu(linear, SLOPE).reshape(-1, CONVOLVED, side, side);
        x = layers.rectified("decoder-1", x, CONVOLVED, 64, 3, 1, 1);
        x = layers.rectified("decoder-2", x, 64, 128, 3, 1, 1);
        x = doubled("decoder-3", x, 128, 64);
        x = layers.rectified("decoder-4", x, 64, 64, 3, 1, 1);
        x = doubled("decoder-5", x, 64, 32);
        x = layers.rectified("decoder-6", x, 32, 32, 3, 1, 1);
        return doubled("decoder-7", x, 32, 32);
    }

    /**
     * The last layer of the decoder, which is linear, shape (N, 3, side, side).
     *
     * @param name of its weights
     */
    public SDVariable image(String name, SDVariable decoded) {
        return transposed(name, decoded, 32, CHANNELS);
    }

    private SDVariable doubled(String name, SDVariable x, int in, int out) {
        return net.graph().nn().leakyRelu(transposed(name, x, in, out), SLOPE).rename(name + suffix);
    }

    private SDVariable transposed(String name, SDVariable x, int in, int out) {
        return new Convolutions(net).transposed(name, x, in, out, 4, 2, 1);
    }
}
