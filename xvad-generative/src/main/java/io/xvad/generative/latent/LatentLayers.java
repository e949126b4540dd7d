package io.xvad.generative.latent;

import io.xvad.training.Layers;
import io.xvad.training.Trainable;
import io.xvad.training.layers.Convolutions;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Encoder and decoder of an autoencoder: convolutions of 4 pixels that halve the side, then transposed ones that double it, with one of 3
 * pixels more at each end, and leaky rectifiers of slope 0.2 between. Images in [0, 1] are put to [-1, 1] first.
 *
 * @param net whose weights these are
 * @param form sizes
 */
record LatentLayers(Trainable net, LatentForm form) {

    /** With which the names of all weights begin. */
    static final String PREFIX = "autoencoder-";

    private static final double SLOPE = 0.2;

    /** Whether weights of this name are an autoencoder's. */
    static boolean isWeight(String name) {
        return name.startsWith(PREFIX);
    }

    /**
     * Encodes images.
     *
     * @param images shape (N, 3, size, size)
     * @param values how many come out at each place
     * @param suffix of the names of what comes out of layers; {@code -out} offers them to explainers
     */
    SDVariable encoded(SDVariable images, int values, String suffix) {
        Layers layers = new Layers(net, suffix);
        SDVariable x = images.mul(2).sub(1);
        int in = 3;
        for (int i = 1; i <= form.halvings(); i++) {
            x = layers.rectified(PREFIX + "encoder-" + i, x, in, form.widthAfter(i), 4, 2, 1);
            in = form.widthAfter(i);
        }
        x = layers.rectified(PREFIX + "encoder-" + (form.halvings() + 1), x, in, in, 3, 1, 1);
        return layers.convolution(PREFIX + "code", x, in, values, 3, 1, 1);
    }

    /**
     * Decodes a latent of shape (N, channels, side, side) to images of shape (N, 3, size, size), which may reach beyond [0, 1].
     *
     * @param suffix as in {@link #encoded}
     */
    SDVariable decoded(SDVariable latent, String suffix) {
        int out = form.widthAfter(form.halvings());
        SDVariable x = new Layers(net, suffix)
                .rectified(PREFIX + "decoder-" + (form.halvings() + 1), latent, form.channels(), out, 3, 1, 1);
        for (int i = form.halvings(); i > 1; i--) {
            x = net.graph().nn().leakyRelu(doubled(i, x, form.widthAfter(i - 1)), SLOPE);
        }
        return doubled(1, x, 3).add(1).mul(0.5);
    }

    private SDVariable doubled(int index, SDVariable x, int out) {
        return new Convolutions(net).transposed(PREFIX + "decoder-" + index, x, form.widthAfter(index), out, 4, 2, 1);
    }
}
