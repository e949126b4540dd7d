package io.xvad.generative.diad;

import io.xvad.generative.latent.LatentForm;
import io.xvad.training.Layers;
import io.xvad.training.Trainable;
import io.xvad.training.layers.Activations;
import io.xvad.training.layers.Convolutions;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The layers by which the semantic-guided network sees an image: convolutions of 3 pixels with smooth rectifiers, of which one at each size
 * halves the side and doubles the channels, and a last one that starts at 0.
 *
 * @param net whose weights these are
 * @param form of the image and of the latent
 * @param width channels at the size of the image
 */
record HintLayers(Trainable net, LatentForm form, int width) {

    /** With which the names of all weights begin. */
    static final String PREFIX = "hint-";

    /**
     * What is added to the first features of the semantic-guided network, shape (N, out, side, side).
     *
     * @param images shape (N, 3, size, size), in [0, 1]
     * @param out channels of these features
     */
    SDVariable of(SDVariable images, int out) {
        SDVariable x = layer("0-first", images.mul(2).sub(1), 3, width, 1);
        x = layer("0-second", x, width, width, 1);
        int channels = width;
        for (int halving = 1; halving <= form.halvings(); halving++) {
            x = layer(halving + "-first", x, channels, 2 * channels, 2);
            channels *= 2;
            x = halving < form.halvings() ? layer(halving + "-second", x, channels, channels, 1) : x;
        }
        return new Convolutions(net).fromZero(PREFIX + "last", x, channels, out, 3);
    }

    private SDVariable layer(String name, SDVariable x, int in, int out, int stride) {
        return Activations.silu(new Layers(net).convolution(PREFIX + name, x, in, out, 3, stride, 1));
    }
}
