package io.xvad.detectors.network;

import io.xvad.training.Layers;
import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The encoder and the decoder of the convolutional autoencoder (Bergmann et al., 2019, "Improving Unsupervised Defect
 * Segmentation by Applying Structural Similarity to Autoencoders"), which other methods train as well, for images
 * whose side is a multiple of 16. Nearest enlargement and a convolution stand for its transposed convolutions.
 */
public final class EncoderDecoder {

    /** Channels of what the convolutions of the encoder give, at a sixteenth of the side. */
    public static final int CONVOLVED = 32;

    /** How many pixels of the image, along a side, are one value of it. */
    public static final int STRIDE = 16;

    private static final int CHANNELS = 3;

    private final Trainable net;
    private final Layers layers;
    private final int size;
    private final int latent;

    /**
     * Layers of a network.
     *
     * @param size side of the images
     * @param latent values of the code
     */
    public EncoderDecoder(Trainable net, int size, int latent) {
        this.net = net;
        this.layers = new Layers(net);
        this.size = size;
        this.latent = latent;
    }

    /** The placeholder of the images. */
    public SDVariable input() {
        return net.input(ImageNetwork.INPUT, CHANNELS, size, size);
    }

    /** The convolutions of the encoder. */
    public SDVariable convolved(SDVariable input) {
        SDVariable x = layers.rectified("encoder-1", input, CHANNELS, 32, 4, 2, 1);
        x = layers.rectified("encoder-2", x, 32, 32, 4, 2, 1);
        x = layers.rectified("encoder-3", x, 32, 32, 3, 1, 1);
        x = layers.rectified("encoder-4", x, 32, 64, 4, 2, 1);
        x = layers.rectified("encoder-5", x, 64, 64, 3, 1, 1);
        x = layers.rectified("encoder-6", x, 64, 128, 4, 2, 1);
        x = layers.rectified("encoder-7", x, 128, 64, 3, 1, 1);
        return layers.rectified("encoder-8", x, 64, CONVOLVED, 3, 1, 1);
    }

    /**
     * The linear layer of the encoder.
     *
     * @param values how many come out
     */
    public SDVariable coded(SDVariable convolved, int values) {
        int side = size / STRIDE;
        int in = CONVOLVED * side * side;
        return layers.dense("code", convolved.reshape(-1, in), in, values);
    }

    /** The decoder, from a code to {@link ImageNetwork#OUTPUT}, values in [0, 1]. */
    public SDVariable decoded(SDVariable code) {
        int side = size / STRIDE;
        SDVariable x =
                layers.dense("decode", code, latent, CONVOLVED * side * side).reshape(-1, CONVOLVED, side, side);
        x = layers.rectified("decoder-1", x, 32, 64, 3, 1, 1);
        x = layers.rectified("decoder-2", x, 64, 128, 3, 1, 1);
        x = layers.enlarged("decoder-3", x, 128, 64);
        x = layers.rectified("decoder-4", x, 64, 64, 3, 1, 1);
        x = layers.enlarged("decoder-5", x, 64, 32);
        x = layers.rectified("decoder-6", x, 32, 32, 3, 1, 1);
        x = layers.enlarged("decoder-7", x, 32, 32);
        x = layers.enlarged("decoder-8", x, 32, 32);
        SDVariable values = layers.convolution("decoder-9", x, 32, CHANNELS, 3, 1, 1);
        return net.graph().nn().sigmoid(values).rename(ImageNetwork.OUTPUT);
    }
}
