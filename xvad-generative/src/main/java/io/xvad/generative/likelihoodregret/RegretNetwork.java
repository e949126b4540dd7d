package io.xvad.generative.likelihoodregret;

import io.xvad.core.option.Options;
import io.xvad.detectors.network.GaussianCode;
import io.xvad.generative.likelihood.GreyLevels;
import io.xvad.training.Layers;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import io.xvad.training.layers.BatchNormalisation;
import io.xvad.training.layers.Convolutions;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The variational autoencoder of Xiao et al. (2020): convolutions and transposed convolutions as of DCGAN, normalised over batches and rectified, and a
 * categorical distribution over grey levels for each pixel. Its loss is the negative lower bound (Kingma and Welling 2014) in nats, averaged over
 * images. Three forms of it are over the same weights: to train, to encode an image, and to decode codes drawn from a posterior that is an input.
 * The latter two normalise by the averages of training.
 *
 * @param net whose weights these are
 * @param grey levels of the images
 * @param width channels of the first convolution, twice and four times as many in the next ones
 * @param latent values of a code
 */
record RegretNetwork(Trainable net, GreyLevels grey, int width, int latent) {

    static final String TRAINED = "training-levels";
    static final String TRAINING_NOISE = "training-noise";
    static final String LOSS = "elbo-loss";

    /** Name of the levels of one image, shape (1, 1, side, side). */
    static final String LEVELS = "levels";

    /** Names of its posterior as the encoder has it, shape (1, latent). */
    static final String ENCODED_MEAN = "encoded-mean";

    static final String ENCODED_LOG_VARIANCE = "encoded-log-variance";

    /** Names of the posterior that codes are drawn from, shape (1, latent). */
    static final String MEAN = "mean";

    static final String LOG_VARIANCE = "log-variance";

    /** Name of the noise of the draws, shape (draws, latent). */
    static final String NOISE = "noise";

    /** Name of the negative lower bound with the divergence in closed form, a number. */
    static final String NEGATIVE_BOUND = "negative-bound";

    /** Names of its gradients by the posterior. */
    static final String MEAN_GRADIENT = "mean-gradient";

    static final String LOG_VARIANCE_GRADIENT = "log-variance-gradient";

    /** Name of {@code log p(x|z)} of each draw and pixel, shape (draws, pixels). */
    static final String PIXELS = "pixels";

    /** Name of the mean grey of each draw and pixel under the decoder's distribution, in [0, 1], shape (draws, pixels). */
    static final String OUTPUT = "output";

    private static final int HALVINGS = 3;

    /** How many pixels of an image, along a side, are one value of the encoder's last convolution. */
    static final int STRIDE = 1 << HALVINGS;

    static RegretNetwork of(Options options, long seed) {
        RegretNetwork network = new RegretNetwork(
                new Trainable(seed),
                LikelihoodRegret.grey(options),
                options.get(LikelihoodRegret.WIDTH),
                options.get(LikelihoodRegret.LATENT));
        network.train();
        network.encode();
        network.decode();
        return network;
    }

    private void train() {
        SDVariable levels = net.input(TRAINED, 1, grey.side(), grey.side());
        GaussianCode code = encoded(levels, Mode.TRAINING);
        SDVariable drawn = code.drawn(net.input(TRAINING_NOISE, latent));
        SDVariable likelihood =
                logLikelihood(levels, decoded(drawn, Mode.TRAINING)).sum(1);
        code.divergence(latent).sub(likelihood).mean().rename(LOSS);
    }

    private void encode() {
        GaussianCode code = encoded(net.input(LEVELS, 1, grey.side(), grey.side()), Mode.SCORING);
        code.mean().rename(ENCODED_MEAN);
        code.logVariance().rename(ENCODED_LOG_VARIANCE);
    }

    private void decode() {
        SameDiff graph = net.graph();
        GaussianCode code = new GaussianCode(net.input(MEAN, latent), net.input(LOG_VARIANCE, latent));
        SDVariable logits = decoded(code.drawn(net.input(NOISE, latent)), Mode.SCORING);
        SDVariable pixels = logLikelihood(graph.getVariable(LEVELS), logits).rename(PIXELS);
        code.divergence(latent).sub(pixels.sum(1).mean()).sum().rename(NEGATIVE_BOUND);
        SDVariable expected = graph.nn().softmax(logits, 2).mul(allLevels()).sum(2);
        expected.div(grey.count() - 1.0).rename(OUTPUT);
    }

    private GaussianCode encoded(SDVariable levels, Mode mode) {
        SDVariable x = levels.div(grey.count() - 1.0);
        int in = 1;
        for (int i = 0; i < HALVINGS; i++) {
            int out = width << i;
            String name = "encoder-" + (i + 1);
            x = normalised(name, new Layers(net).kaiming(name, x, in, out, 4, 2, 1), out, mode);
            in = out;
        }
        int values = in * places();
        SDVariable rows = x.reshape(-1, values);
        Layers linear = new Layers(net, mode);
        return new GaussianCode(
                linear.dense("encoder-mean", rows, values, latent),
                linear.dense("encoder-log-variance", rows, values, latent));
    }

    private int places() {
        return (grey.side() / STRIDE) * (grey.side() / STRIDE);
    }

    private SDVariable normalised(String name, SDVariable x, int channels, Mode mode) {
        SDVariable normal = new BatchNormalisation(net, name + "-norm", channels).images(x, mode);
        return net.graph().nn().relu(normal, 0);
    }

    /** The logits of each pixel's levels, shape (N, pixels, levels). */
    private SDVariable decoded(SDVariable code, Mode mode) {
        int in = width << (HALVINGS - 1);
        int side = grey.side() / STRIDE;
        SDVariable linear = new Layers(net, mode).dense("decoder-1", code, latent, in * places());
        SDVariable x = normalised("decoder-1", linear.reshape(-1, in, side, side), in, mode);
        Convolutions convolutions = new Convolutions(net);
        for (int i = 2; i <= HALVINGS; i++) {
            int out = in / 2;
            String name = "decoder-" + i;
            x = normalised(name, convolutions.transposed(name, x, in, out, 4, 2, 1), out, mode);
            in = out;
        }
        return convolutions
                .transposed("decoder-out", x, in, grey.count(), 4, 2, 1)
                .permute(0, 2, 3, 1)
                .reshape(-1, grey.pixels(), grey.count());
    }

    /** The logarithm of the probability of each pixel's level, shape (N, pixels). */
    private SDVariable logLikelihood(SDVariable levels, SDVariable logits) {
        SameDiff graph = net.graph();
        SDVariable own =
                graph.eq(levels.reshape(-1, grey.pixels(), 1), allLevels()).castTo(DataType.FLOAT);
        SDVariable logarithms =
                graph.nn().logSoftmax(logits.reshape(-1, grey.count())).reshape(-1, grey.pixels(), grey.count());
        return logarithms.mul(own).sum(2);
    }

    /** Shape (1, 1, levels). */
    private SDVariable allLevels() {
        float[] numbers = new float[grey.count()];
        IntStream.range(0, numbers.length).forEach(i -> numbers[i] = i);
        return net.graph().constant(Nd4j.create(numbers, new long[] {1, 1, numbers.length}, 'c'));
    }
}
