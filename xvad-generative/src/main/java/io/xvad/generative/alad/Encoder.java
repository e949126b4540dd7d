package io.xvad.generative.alad;

import io.xvad.generative.gan.Pyramid;
import io.xvad.generative.gan.SpectralLayers;
import io.xvad.training.Layers;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import io.xvad.training.layers.BatchNormalisation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The encoder of ALAD: convolutions of 4 pixels that halve, spectrally normalised, each followed by batch normalisation and a leaky rectifier,
 * and a linear layer.
 */
final class Encoder {

    static final String NAME = "encoder-";

    private static final double SLOPE = 0.2;

    private final Trainable net;
    private final Pyramid pyramid;
    private final int latent;
    private final Mode mode;
    private final List<UnaryOperator<SDVariable>> convolutions = new ArrayList<>();

    Encoder(Trainable net, Pyramid pyramid, int latent, Mode mode) {
        this.net = net;
        this.pyramid = pyramid;
        this.latent = latent;
        this.mode = mode;
        SpectralLayers layers = new SpectralLayers(net, mode);
        for (int i = 0; i < pyramid.halvings(); i++) {
            int in = i == 0 ? 3 : channels(i - 1);
            convolutions.add(layers.convolution(NAME + (i + 1), in, channels(i), 4, 2, 1));
        }
    }

    private int channels(int layer) {
        return pyramid.width() << layer;
    }

    /**
     * Codes of images in [-1, 1], shape (N, latent).
     *
     * @param batches what names of averages over batches start with
     */
    SDVariable code(SDVariable images, String batches) {
        SDVariable x = images;
        for (int i = 0; i < convolutions.size(); i++) {
            BatchNormalisation.Names names = BatchNormalisation.Names.of(NAME + (i + 1) + "-norm", batches);
            SDVariable normal = new BatchNormalisation(net, names, channels(i))
                    .images(convolutions.get(i).apply(x), mode);
            x = net.graph().nn().leakyRelu(normal, SLOPE);
        }
        int values = channels(convolutions.size() - 1) * pyramid.smallest() * pyramid.smallest();
        return new Layers(net).dense(NAME + "code", x.reshape(-1, values), values, latent);
    }
}
