package io.xvad.detectors.vaeattention;

import io.xvad.detectors.network.DcganLayers;
import io.xvad.detectors.network.GaussianCode;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.PixelCrossEntropy;
import io.xvad.detectors.network.SquaredError;
import io.xvad.training.Layers;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import io.xvad.training.layers.Residual;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;

/**
 * The one-class variational autoencoder of Liu et al. (2020): the stages of ResNet-18 (He et al. 2016), the mean over positions and a
 * linear layer encode; a linear layer and transposed convolutions decode. The loss is the negative lower bound (Kingma and Welling 2014)
 * with a cross-entropy, as in the authors' code, divided by the number of values of an image.
 *
 * @param size side of the images
 * @param width channels of the first stage; twice as many in each further one, and of the decoder at half the image's side
 * @param stages of the encoder, of strides 4, 8, 16 and 32
 * @param latent values of the code
 * @param beta weight of the divergence
 */
record VaeAttentionGraph(int size, int width, int stages, int latent, double beta) {

    static final String NOISE = "noise";
    static final String LATENT = "latent";
    static final String MEAN = "latent-mean";
    static final String LOG_VARIANCE = "latent-log-variance";
    static final String LAST = "encoder-out";
    static final String LOSS = "elbo-loss";
    static final String HELD_OUT_LOSS = "held-out-loss";

    /** Name of the weights that make the code's mean of the averages of the last convolution's channels, shape (channels, latent). */
    static final String MEAN_WEIGHTS = "mean";

    private static final int BLOCKS = 2;
    private static final int STEM = 7;
    private static final int DOUBLINGS = 4;
    private static final Pooling2DConfig HALVING =
            Pooling2DConfig.builder().kH(3).kW(3).sH(2).sW(2).pH(1).pW(1).build();

    Trainable build(long seed) {
        Trainable net = new Trainable(seed);
        SDVariable images = net.input(ImageNetwork.INPUT, 3, size, size);
        SDVariable noise = net.input(NOISE, latent);
        Form training = form(net, Mode.TRAINING, images, noise);
        training.drawn.rename(LATENT);
        training.loss.rename(LOSS);
        Form scoring = form(net, Mode.SCORING, images, noise);
        scoring.loss.rename(HELD_OUT_LOSS);
        scoring.last.rename(LAST);
        scoring.posterior.mean().rename(MEAN);
        scoring.posterior.logVariance().rename(LOG_VARIANCE);
        SDVariable output = net.graph().nn().sigmoid(scoring.logits).rename(ImageNetwork.OUTPUT);
        SquaredError.map(net.graph(), images, output);
        return net;
    }

    /** Channels of the last stage. */
    int channels() {
        return width << (stages - 1);
    }

    /** Positions of the last stage. */
    int positions() {
        int side = size / 4;
        for (int stage = 1; stage < stages; stage++) {
            side = (side + 1) / 2;
        }
        return side * side;
    }

    /** One of the two forms of the network. */
    private record Form(
            SDVariable last, GaussianCode posterior, SDVariable drawn, SDVariable logits, SDVariable loss) {}

    private Form form(Trainable net, Mode mode, SDVariable images, SDVariable noise) {
        SDVariable last = encoded(net, mode, images);
        SDVariable averages = last.mean(2, 3);
        Layers linear = new Layers(net, mode);
        GaussianCode posterior = new GaussianCode(
                linear.dense(MEAN_WEIGHTS, averages, channels(), latent),
                linear.dense("log-variance", averages, channels(), latent));
        SDVariable drawn = posterior.drawn(noise);
        SDVariable logits = decoded(net, mode, drawn);
        long values = 3L * size * size;
        SDVariable loss = PixelCrossEntropy.of(images, logits, values)
                .add(posterior.divergence(latent).mul(beta))
                .div((double) values)
                .mean();
        return new Form(last, posterior, drawn, logits, loss);
    }

    private SDVariable encoded(Trainable net, Mode mode, SDVariable images) {
        Residual residual = new Residual(net, mode);
        SDVariable x = net.graph().cnn().maxPooling2d(residual.convolution("stem", images, 3, width, STEM, 2), HALVING);
        for (int stage = 1; stage <= stages; stage++) {
            int out = width << (stage - 1);
            String name = "stage-" + stage + "-";
            x = residual.block(name + 1, x, stage == 1 ? out : out / 2, out, stage == 1 ? 1 : 2);
            for (int block = 2; block <= BLOCKS; block++) {
                x = residual.block(name + block, x, out, out, 1);
            }
        }
        return x;
    }

    private SDVariable decoded(Trainable net, Mode mode, SDVariable code) {
        int side = size >> DOUBLINGS;
        int channels = width << (DOUBLINGS - 1);
        SDVariable linear = new Layers(net, mode).dense("decode", code, latent, channels * side * side);
        SDVariable grid = net.graph().nn().relu(linear, 0).reshape(-1, channels, side, side);
        DcganLayers layers = new DcganLayers(net, mode);
        return layers.image("decoder-out", layers.doublings("decoder-", grid, channels, width, DOUBLINGS - 1), width);
    }
}
