package io.xvad.detectors.vae;

import io.xvad.detectors.autoencoder.AutoencoderGraph;
import io.xvad.detectors.network.ImageRecipe;
import io.xvad.training.Layers;
import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * A variational autoencoder (Kingma and Welling 2014): the encoder gives mean and log-variance of a Gaussian, a draw from
 * it is decoded ({@code z = mean + exp(logvar / 2) noise}). The loss is the negative lower bound (equation 10) with a
 * likelihood of unit variance and {@code beta} times the divergence (Higgins et al. 2017), divided by the number of values
 * of a picture.
 */
public final class VaeGraph {

    public static final String NOISE = "noise";
    public static final String MEAN = "latent-mean";
    public static final String LOG_VARIANCE = "latent-log-variance";
    static final String DIVERGENCE = "divergence";
    public static final String LATENT = "latent";
    static final String BOUND = "negative-bound";
    public static final String LOSS = "elbo-loss";

    public static final int CHANNELS = 3;

    private VaeGraph() {}

    public static Trainable build(int size, int latent, double beta, long seed) {
        Trainable net = new Trainable(seed);
        SameDiff graph = net.graph();
        Layers layers = new Layers(net);
        SDVariable input = net.input(ImageRecipe.INPUT, CHANNELS, size, size);
        SDVariable code = graph.nn().leakyRelu(AutoencoderGraph.encoded(layers, input, size, 2 * latent), 0.2);
        SDVariable mean = layers.dense("mean", code, 2 * latent, latent).rename(MEAN);
        SDVariable logVariance =
                layers.dense("log-variance", code, 2 * latent, latent).rename(LOG_VARIANCE);
        SDVariable noise = net.input(NOISE, latent);
        SDVariable drawn =
                mean.add(graph.math().exp(logVariance.mul(0.5)).mul(noise)).rename(LATENT);
        SDVariable output = graph.nn()
                .sigmoid(AutoencoderGraph.decoded(layers, drawn, size, latent))
                .rename(ImageRecipe.OUTPUT);
        AutoencoderGraph.losses(graph, input, output, size);
        loss(graph, input, output, mean, logVariance, beta, (long) CHANNELS * size * size);
        return net;
    }

    public static void loss(
            SameDiff graph,
            SDVariable input,
            SDVariable output,
            SDVariable mean,
            SDVariable logVariance,
            double beta,
            long values) {
        SDVariable divergence = graph.math()
                .exp(logVariance)
                .add(graph.math().square(mean))
                .sub(1)
                .sub(logVariance)
                .sum(1)
                .mul(0.5)
                .rename(DIVERGENCE);
        SDVariable misfit = graph.math()
                .square(output.sub(input))
                .reshape(-1, values)
                .sum(1)
                .mul(0.5);
        misfit.add(divergence.mul(beta)).div(values).rename(BOUND).mean().rename(LOSS);
    }
}
