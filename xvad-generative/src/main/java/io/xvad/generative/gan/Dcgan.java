package io.xvad.generative.gan;

import io.xvad.detectors.network.DcganLayers;
import io.xvad.training.Layers;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import io.xvad.training.layers.BatchNormalisation;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Generator and discriminator of DCGAN (Radford, Metz and Chintala 2016), over the weights of one graph, for images of three channels in
 * [-1, 1]. Weights are drawn as those of other networks here, not with the paper's standard deviation of 0.02.
 *
 * @param net whose weights these are
 * @param pyramid how often both halve or double the side; its width is that of the discriminator's first layer
 */
public record Dcgan(Trainable net, Pyramid pyramid) {

    /** What names of the generator's weights start with. */
    public static final String GENERATOR = "generator-";

    /** What names of the discriminator's weights start with. */
    public static final String DISCRIMINATOR = "discriminator-";

    /** Whose mean and variance the discriminator's layers take. */
    public enum Batches {
        /** Mean and variance of a batch of real images, in training. */
        REAL(Mode.TRAINING, "real-"),
        /** Mean and variance of a batch of made images, in training. */
        MADE(Mode.TRAINING, "made-"),
        /** The running averages of the mean and the variance of batches of real images. */
        AVERAGE(Mode.SCORING, "real-");

        private final Mode mode;
        private final String prefix;

        Batches(Mode mode, String prefix) {
            this.mode = mode;
            this.prefix = prefix;
        }
    }

    /** Images of shape (N, 3, size, size) from codes of shape (N, latent). */
    public SDVariable generated(SDVariable codes, int latent, Mode mode) {
        return generated(codes, latent, mode, "");
    }

    /**
     * The same where the generator learns from batches of several kinds.
     *
     * @param batches what names of averages over batches start with
     */
    public SDVariable generated(SDVariable codes, int latent, Mode mode, String batches) {
        int halvings = pyramid.halvings();
        int most = deepest();
        int side = pyramid.smallest();
        SDVariable projected = new Layers(net)
                .dense(GENERATOR + "code", codes, latent, most * side * side)
                .reshape(-1, most, side, side);
        BatchNormalisation.Names names = BatchNormalisation.Names.of(GENERATOR + "code-norm", batches);
        SDVariable normal = new BatchNormalisation(net, names, most).images(projected, mode);
        DcganLayers layers = new DcganLayers(net, mode, batches);
        SDVariable x =
                layers.doublings(GENERATOR, net.graph().nn().relu(normal, 0), most, pyramid.width(), halvings - 1);
        return ImageRange.tanh(layers.image(GENERATOR + "image", x, pyramid.width()));
    }

    /** What the discriminator's last layer sees of images, shape (N, {@link #features()}). */
    public SDVariable features(SDVariable images, Batches batches) {
        return new DcganLayers(net, batches.mode, batches.prefix)
                .halvings(DISCRIMINATOR, images, pyramid.width(), pyramid.halvings())
                .reshape(-1, features());
    }

    /** What the discriminator says of features, shape (N, 1): the logit of being real. */
    public SDVariable logits(SDVariable features) {
        return new Layers(net).dense(DISCRIMINATOR + "told", features, features(), 1);
    }

    /** Values of an image that the discriminator's last layer sees. */
    public int features() {
        return deepest() * pyramid.smallest() * pyramid.smallest();
    }

    private int deepest() {
        return pyramid.width() << (pyramid.halvings() - 1);
    }
}
