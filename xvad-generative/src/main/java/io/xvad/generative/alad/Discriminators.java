package io.xvad.generative.alad;

import io.xvad.generative.gan.Pyramid;
import io.xvad.generative.gan.SpectralLayers;
import io.xvad.training.Layers;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import io.xvad.training.layers.BatchNormalisation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The three discriminators of ALAD (Zenati et al., 2018, figure 1, and the authors' code), which judge pairs: of an image and a code, of two
 * images, and of two codes. All but the last layers of the first two are spectrally normalised. Images are in [-1, 1].
 */
final class Discriminators {

    /** Prefix of the names of the discriminators' weights. */
    static final String NAME = "discriminator-";

    /** What names of the weights of the discriminator of two images start with. */
    static final String IMAGES = NAME + "xx-";

    private static final String JOINT = NAME + "xz-";
    private static final String CODES = NAME + "zz-";
    private static final double SLOPE = 0.2;
    private static final int WIDE = 64;
    private static final int NARROW = 32;

    private final Trainable net;
    private final Pyramid pyramid;
    private final Mode mode;
    private final DropoutMasks masks;
    private final List<UnaryOperator<SDVariable>> ofImage = new ArrayList<>();
    private final List<UnaryOperator<SDVariable>> ofCode;
    private final UnaryOperator<SDVariable> together;
    private final List<UnaryOperator<SDVariable>> ofImages;
    private final List<UnaryOperator<SDVariable>> ofCodes;

    Discriminators(Trainable net, Pyramid pyramid, int latent, Mode mode) {
        this.net = net;
        this.pyramid = pyramid;
        this.mode = mode;
        masks = new DropoutMasks(net, mode);
        SpectralLayers layers = new SpectralLayers(net, mode);
        for (int i = 0; i < pyramid.halvings(); i++) {
            int in = i == 0 ? 3 : pyramid.width() << (i - 1);
            ofImage.add(layers.convolution(JOINT + "image-" + (i + 1), in, pyramid.width() << i, 4, 2, 1));
        }
        ofCode = List.of(
                layers.dense(JOINT + "code-1", latent, deepest()),
                layers.dense(JOINT + "code-2", deepest(), deepest()));
        together = layers.dense(JOINT + "joint", flattened() + deepest(), 2 * deepest());
        ofImages = List.of(
                layers.convolution(IMAGES + "1", 3, narrow(), 5, 2, 2),
                layers.convolution(IMAGES + "2", narrow(), pyramid.width(), 5, 2, 2));
        ofCodes = List.of(
                layers.dense(CODES + "1", 2 * latent, WIDE),
                layers.dense(CODES + "2", WIDE, NARROW),
                layers.dense(CODES + "3", NARROW, 1));
    }

    private int deepest() {
        return pyramid.width() << (pyramid.halvings() - 1);
    }

    private int flattened() {
        return deepest() * pyramid.smallest() * pyramid.smallest();
    }

    private int narrow() {
        return Math.max(1, pyramid.width() / 2);
    }

    /**
     * The logits for images and their codes, shape (N, 1).
     *
     * @param pair no other pair's, for what differs from pair to pair
     */
    SDVariable joint(SDVariable images, SDVariable codes, String pair) {
        SDVariable x = images;
        for (int i = 0; i < ofImage.size(); i++) {
            SDVariable convolved = ofImage.get(i).apply(x);
            x = rectified(i == 0 ? convolved : normalised(convolved, i, pair));
        }
        SDVariable z = codes;
        for (int i = 0; i < ofCode.size(); i++) {
            z = masks.of(pair + "-code-" + i, rectified(ofCode.get(i).apply(z)), deepest());
        }
        SDVariable both = net.graph().concat(1, x.reshape(-1, flattened()), z);
        SDVariable joined = masks.of(pair + "-joint", rectified(together.apply(both)), 2L * deepest());
        return new Layers(net).dense(JOINT + "told", joined, 2 * deepest(), 1);
    }

    private SDVariable normalised(SDVariable x, int layer, String pair) {
        BatchNormalisation.Names names =
                BatchNormalisation.Names.of(JOINT + "image-" + (layer + 1) + "-norm", pair + "-");
        return new BatchNormalisation(net, names, pyramid.width() << layer).images(x, mode);
    }

    /** The features of pairs of images, one above the other, shape (N, {@link #features()}). */
    SDVariable features(SDVariable images, SDVariable others, String pair) {
        int size = pyramid.size();
        SDVariable x = net.graph().concat(2, images, others);
        x = masks.of(pair + "-1", rectified(ofImages.get(0).apply(x)), narrow(), size, size / 2);
        x = masks.of(pair + "-2", rectified(ofImages.get(1).apply(x)), pyramid.width(), size / 2, size / 4);
        return x.reshape(-1, features());
    }

    /** Values of the features of a pair of images. */
    int features() {
        return pyramid.width() * pyramid.size() * pyramid.size() / 8;
    }

    /** The logits for pairs of images, shape (N, 1), from their features. */
    SDVariable images(SDVariable features) {
        return new Layers(net).dense(IMAGES + "told", features, features(), 1);
    }

    /** The logits for pairs of codes, shape (N, 1). */
    SDVariable codes(SDVariable codes, SDVariable others, String pair) {
        SDVariable x = net.graph().concat(1, codes, others);
        x = masks.of(pair + "-1", rectified(ofCodes.get(0).apply(x)), WIDE);
        x = masks.of(pair + "-2", rectified(ofCodes.get(1).apply(x)), NARROW);
        return ofCodes.get(2).apply(x);
    }

    private SDVariable rectified(SDVariable x) {
        return net.graph().nn().leakyRelu(x, SLOPE);
    }

    /** Masks of the dropouts for a batch, which are inputs of the graph. */
    Map<String, INDArray> masks(int batch, UniformRandomProvider random) {
        return masks.drawn(batch, random);
    }
}
