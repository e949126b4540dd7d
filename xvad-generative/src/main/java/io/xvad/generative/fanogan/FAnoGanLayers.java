package io.xvad.generative.fanogan;

import io.xvad.generative.gan.Dcgan;
import io.xvad.generative.gan.ImageRange;
import io.xvad.generative.gan.Pyramid;
import io.xvad.training.Layers;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The three networks of f-AnoGAN (Schlegl et al., 2019, section 3, and the authors' code), of residual blocks, over the weights of one graph.
 * Images are in [-1, 1].
 *
 * @param net whose weights these are
 * @param pyramid sides and channels of all three
 * @param latent values of a code
 */
record FAnoGanLayers(Trainable net, Pyramid pyramid, int latent) {

    static final String GENERATOR = Dcgan.GENERATOR;
    static final String CRITIC = "critic-";
    static final String ENCODER = "encoder-";

    /** Images of shape (N, 3, size, size) from codes of shape (N, latent). */
    SDVariable generated(SDVariable codes, Mode mode) {
        ResidualLayers layers = ResidualLayers.ofBatches(net, mode);
        SDVariable x = new Layers(net)
                .dense(GENERATOR + "code", codes, latent, pyramid.features())
                .reshape(-1, pyramid.most(), pyramid.smallest(), pyramid.smallest());
        for (int i = pyramid.halvings(); i > 0; i--) {
            x = layers.doubled(GENERATOR + i, x, pyramid.channels(i), pyramid.channels(i - 1), pyramid.side(i));
        }
        SDVariable last = layers.rectified(GENERATOR + "image", x, pyramid.width(), pyramid.size());
        return ImageRange.tanh(layers.convolution(GENERATOR + "image", last, pyramid.width(), 3));
    }

    /** What the critic's last layer sees of images, shape (N, features). */
    SDVariable features(SDVariable images, Mode mode) {
        return flattened(CRITIC, ResidualLayers.ofImages(net, mode), images);
    }

    /** What the critic says, shape (N, 1), higher for what is more real. */
    SDVariable told(SDVariable features) {
        return new Layers(net).dense(CRITIC + "told", features, pyramid.features(), 1);
    }

    /** Codes of images, shape (N, latent), in [-1, 1]. */
    SDVariable code(SDVariable images, Mode mode) {
        SDVariable x = flattened(ENCODER, ResidualLayers.ofBatches(net, mode), images);
        return net.graph().math().tanh(new Layers(net).dense(ENCODER + "code", x, pyramid.features(), latent));
    }

    private SDVariable flattened(String name, ResidualLayers layers, SDVariable images) {
        SDVariable x = layers.convolution(name + "image", images, 3, pyramid.width());
        for (int i = 1; i <= pyramid.halvings(); i++) {
            x = layers.halved(name + i, x, pyramid.channels(i - 1), pyramid.channels(i), pyramid.side(i - 1));
        }
        return x.reshape(-1, pyramid.features());
    }
}
