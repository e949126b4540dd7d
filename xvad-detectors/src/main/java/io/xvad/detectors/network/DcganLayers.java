package io.xvad.detectors.network;

import io.xvad.training.Layers;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import io.xvad.training.layers.BatchNormalisation;
import io.xvad.training.layers.Convolutions;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The convolutions of DCGAN (Radford, Metz and Chintala 2016, "Unsupervised Representation Learning with Deep Convolutional Generative
 * Adversarial Networks", ICLR): of 4 pixels, each half or twice as large as what goes in. Weights are drawn as those of other networks
 * here, not with the paper's standard deviation of 0.02.
 *
 * @param net whose weights these are
 * @param mode which of the two forms of the network they are of
 * @param batches what names of averages over batches start with, which differs where the same layers learn from batches of several kinds
 */
public record DcganLayers(Trainable net, Mode mode, String batches) {

    private static final double SLOPE = 0.2;

    /** Layers that learn from batches of one kind. */
    public DcganLayers(Trainable net, Mode mode) {
        this(net, mode, "");
    }

    /**
     * The convolutions of its discriminator, each half as large as the one before and of twice as many channels; all but the first are
     * normalised.
     *
     * @param name what names of weights start with
     * @param width channels of the first
     * @param count how many
     */
    public SDVariable halvings(String name, SDVariable images, int width, int count) {
        SDVariable x = images;
        int in = 3;
        for (int i = 0; i < count; i++) {
            int out = width << i;
            x = halved(name + (i + 1), x, in, out, i > 0);
            in = out;
        }
        return x;
    }

    private SDVariable halved(String name, SDVariable x, int in, int out, boolean normalised) {
        Layers layers = new Layers(net, mode);
        SDVariable convolved = normalised
                ? normalised(name, layers.kaiming(name, x, in, out, 4, 2, 1), out)
                : layers.convolution(name, x, in, out, 4, 2, 1);
        return net.graph().nn().leakyRelu(convolved, SLOPE);
    }

    private SDVariable normalised(String name, SDVariable x, int channels) {
        BatchNormalisation.Names names = BatchNormalisation.Names.of(name + "-norm", batches);
        return new BatchNormalisation(net, names, channels).images(x, mode);
    }

    /**
     * The transposed convolutions of its generator but the last, each twice as large as the one before, normalised and rectified.
     *
     * @param name what names of weights start with
     * @param in channels of what goes in
     * @param width channels of the last; each one before has twice as many
     * @param count how many
     */
    public SDVariable doublings(String name, SDVariable code, int in, int width, int count) {
        SDVariable x = code;
        int channels = in;
        for (int i = 0; i < count; i++) {
            int out = width << (count - 1 - i);
            SDVariable large = new Convolutions(net).transposed(name + (i + 1), x, channels, out, 4, 2, 1);
            x = net.graph().nn().relu(normalised(name + (i + 1), large, out), 0);
            channels = out;
        }
        return x;
    }

    /** The last transposed convolution: the logits of a colour image twice as large. */
    public SDVariable image(String name, SDVariable x, int in) {
        return new Convolutions(net).transposed(name, x, in, 3, 4, 2, 1);
    }
}
