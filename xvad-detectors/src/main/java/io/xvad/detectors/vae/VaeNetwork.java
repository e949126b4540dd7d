package io.xvad.detectors.vae;

import io.xvad.core.option.Options;
import io.xvad.detectors.network.EncoderDecoder;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.detectors.network.SquaredError;
import io.xvad.training.Layers;
import io.xvad.training.Trainable;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A variational autoencoder of unit variance (Kingma and Welling 2014), for detectors that look at its code: the encoder gives mean and log-variance of a Gaussian, a draw from
 * it is decoded ({@code z = mean + exp(logvar / 2) noise}). The loss is the negative lower bound (equation 10) with a
 * likelihood of unit variance and {@code beta} times the divergence (Higgins et al., 2017), divided by the number of values
 * of an image. To score an image the mean of its code is decoded.
 */
public abstract class VaeNetwork extends ImageNetwork {

    /** Name of the standard normal noise that goes in, shape (N, latent). */
    public static final String NOISE = "noise";

    /** Name of the code's mean, shape (N, latent). */
    public static final String MEAN = "latent-mean";

    /** Name of the logarithm of the code's variance, shape (N, latent). */
    public static final String LOG_VARIANCE = "latent-log-variance";

    /** Name of the code that is drawn, shape (N, latent). */
    public static final String LATENT = "latent";

    /** Name of the loss. */
    public static final String LOSS = "elbo-loss";

    private static final String DIVERGENCE = "divergence";
    private static final String BOUND = "negative-bound";
    private static final double SLOPE = 0.2;

    private final Options options;

    /** The network that options with {@link Vae#BETA} and {@link ImageOptions#LATENT} ask for. */
    public VaeNetwork(Options options, long seed) {
        super(
                graph(ImageOptions.size(options), options.get(ImageOptions.LATENT), options.get(Vae.BETA), seed),
                ImageOptions.size(options));
        this.options = options;
    }

    private static Trainable graph(int size, int latent, double beta, long seed) {
        Trainable net = new Trainable(seed);
        SameDiff graph = net.graph();
        EncoderDecoder layers = new EncoderDecoder(net, size, latent);
        SDVariable input = layers.input();
        SDVariable code = graph.nn().leakyRelu(layers.coded(layers.convolved(input), 2 * latent), SLOPE);
        Layers linear = new Layers(net);
        SDVariable mean = linear.dense("mean", code, 2 * latent, latent).rename(MEAN);
        SDVariable logVariance =
                linear.dense("log-variance", code, 2 * latent, latent).rename(LOG_VARIANCE);
        SDVariable noise = net.input(NOISE, latent);
        SDVariable drawn =
                mean.add(graph.math().exp(logVariance.mul(0.5)).mul(noise)).rename(LATENT);
        SDVariable output = layers.decoded(drawn);
        SquaredError.map(graph, input, output);
        loss(graph, input, output, mean, logVariance, beta, 3L * size * size);
        return net;
    }

    /**
     * Adds {@link #LOSS}.
     *
     * @param mean of the code, shape (N, latent)
     * @param logVariance of the code, shape (N, latent)
     * @param beta weight of the divergence
     * @param values of an image
     */
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

    /** Standard normal noise for some images, shape (images, latent). */
    public static INDArray noise(int images, int latent, UniformRandomProvider random) {
        return HeteroscedasticVaeNetwork.noise(images, latent, random);
    }

    /** The options it was made with. */
    protected final Options options() {
        return options;
    }

    /** Values of its code. */
    protected final int latent() {
        return options.get(ImageOptions.LATENT);
    }

    @Override
    protected Map<String, INDArray> inputs(List<float[]> images, UniformRandomProvider random) {
        return Map.of(INPUT, NetworkImages.batch(images, size()), NOISE, noise(images.size(), latent(), random));
    }

    /** The inputs without noise, so that the mean of the code is decoded. */
    @Override
    protected Map<String, INDArray> inputs(INDArray views) {
        return Map.of(INPUT, views, NOISE, Nd4j.zeros(views.size(0), latent()));
    }
}
