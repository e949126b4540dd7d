package io.xvad.detectors.cavga;

import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageExport;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.detectors.network.ScoreTerms;
import io.xvad.detectors.network.SquaredError;
import io.xvad.detectors.vae.Vae;
import io.xvad.detectors.vae.VaeNetwork;
import io.xvad.training.BatchLearner;
import io.xvad.training.Layers;
import io.xvad.training.Optimiser;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Trainable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A variational autoencoder whose code has positions, and the attention of that code (Venkataramanan et al., 2020, section
 * 3.1): Grad-CAM (Selvaraju et al., 2017) from the sum of the code's means to the last features before it. As SameDiff does
 * not differentiate twice, the gradient is written out: with the code two convolutions of one value away from the features,
 * it is the second's weights, summed over the code, through the rectifier's slopes and the first's weights. To score an image
 * the mean of its code is decoded.
 */
final class CavgaNetwork extends ImageNetwork {

    static final String NOISE = "noise";
    static final String MISSING = "missing-attention";
    static final String LOSS = "loss";

    private static final String EXPANSION_LOSS = "expansion-loss";
    private static final String ADVERSARIAL_LOSS = "adversarial-loss";
    private static final String DIFFERENCE = "difference";
    private static final int STRIDE = 8;
    private static final int WIDTH = 32;
    private static final double SLOPE = 0.2;
    private static final int CRITIC_WIDTH = 16;
    private static final double CRITIC_RATE = 1e-4;
    private static final long CRITIC_SEED = 37;

    private final Options options;

    CavgaNetwork(Options options, long seed) {
        super(
                graph(
                        ImageOptions.size(options),
                        WIDTH,
                        options.get(Cavga.LATENT_CHANNELS),
                        options.get(Vae.BETA),
                        options.get(Cavga.ATTENTION_WEIGHT),
                        seed),
                ImageOptions.size(options));
        this.options = options;
        if (isAdversarial()) {
            SDVariable told = ImageCritic.adversarialLoss(net(), CRITIC_WIDTH);
            net().graph()
                    .getVariable(LOSS)
                    .add(told.mul(options.get(Cavga.ADVERSARIAL_WEIGHT)))
                    .rename(ADVERSARIAL_LOSS);
        }
    }

    /**
     * The graph without an adversary.
     *
     * @param width channels of the first layer
     * @param channels of the code
     */
    static Trainable graph(int size, int width, int channels, double beta, double attentionWeight, long seed) {
        Trainable net = new Trainable(seed);
        SameDiff graph = net.graph();
        Layers layers = new Layers(net);
        SDVariable input = net.input(INPUT, 3, size, size);
        SDVariable x = layers.rectified("encoder-1", input, 3, width, 4, 2, 1);
        x = layers.rectified("encoder-2", x, width, 2 * width, 4, 2, 1);
        SDVariable features = layers.rectified("encoder-3", x, 2 * width, 2 * width, 4, 2, 1);
        SDVariable before = layers.convolution("head", features, 2 * width, 2 * width, 1, 1, 0);
        SDVariable head = graph.nn().leakyRelu(before, SLOPE);
        SDVariable mean = layers.convolution("mean", head, 2 * width, channels, 1, 1, 0);
        SDVariable logVariance = layers.convolution("log-variance", head, 2 * width, channels, 1, 1, 0);
        SDVariable noise = net.input(NOISE, channels, size / STRIDE, size / STRIDE);
        SDVariable drawn = mean.add(graph.math().exp(logVariance.mul(0.5)).mul(noise));
        SDVariable output = decoded(net, drawn, width, channels).rename(OUTPUT);

        long codes = (long) channels * (size / STRIDE) * (size / STRIDE);
        long values = 3L * size * size;
        VaeNetwork.loss(graph, input, output, mean.reshape(-1, codes), logVariance.reshape(-1, codes), beta, values);
        SDVariable missing =
                attention(graph, features, before, 2 * width, channels).rsub(1).rename(MISSING);
        SDVariable expansion = missing.mean().rename(EXPANSION_LOSS);
        graph.getVariable(VaeNetwork.LOSS).add(expansion.mul(attentionWeight)).rename(LOSS);
        SquaredError.map(graph, input, output);
        graph.math().abs(output.sub(input)).reshape(-1, values).mean(1).rename(DIFFERENCE);
        return net;
    }

    private static SDVariable decoded(Trainable net, SDVariable code, int width, int channels) {
        Layers layers = new Layers(net);
        SDVariable x = layers.rectified("decoder-1", code, channels, 2 * width, 3, 1, 1);
        x = layers.enlarged("decoder-2", x, 2 * width, 2 * width);
        x = layers.enlarged("decoder-3", x, 2 * width, width);
        x = layers.enlarged("decoder-4", x, width, width);
        return net.graph().nn().sigmoid(layers.convolution("decoder-5", x, width, 3, 3, 1, 1));
    }

    /** Shape (N, height, width), in (0, 1). */
    private static SDVariable attention(
            SameDiff graph, SDVariable features, SDVariable before, int inner, int channels) {
        SDVariable slopes = graph.math()
                .sign(before)
                .mul((1 - SLOPE) / 2)
                .add((1 + SLOPE) / 2)
                .mean(2, 3);
        SDVariable first = graph.getVariable("head").reshape(inner, inner);
        SDVariable second =
                graph.getVariable("mean").reshape(inner, channels).sum(1).reshape(1, inner);
        SDVariable weights = slopes.mul(second).mmul(graph.transpose(first));
        return graph.nn().sigmoid(features.mul(weights.reshape(-1, inner, 1, 1)).sum(1));
    }

    private boolean isAdversarial() {
        return options.get(Cavga.ADVERSARIAL_WEIGHT) > 0;
    }

    @Override
    protected Optimiser optimiser() {
        double rate = options.get(Cavga.LEARNING_RATE);
        return new Optimiser(net(), isAdversarial() ? ADVERSARIAL_LOSS : LOSS, name -> rate, 0);
    }

    @Override
    protected BatchLearner.AfterStep afterStep() {
        return isAdversarial() ? new ImageCritic(net(), size(), CRITIC_WIDTH, CRITIC_RATE, CRITIC_SEED) : inputs -> {};
    }

    private int side() {
        return size() / STRIDE;
    }

    private int channels() {
        return options.get(Cavga.LATENT_CHANNELS);
    }

    @Override
    protected Map<String, INDArray> inputs(List<float[]> images, UniformRandomProvider random) {
        INDArray noise = VaeNetwork.noise(images.size(), channels() * side() * side(), random);
        return Map.of(
                INPUT,
                NetworkImages.batch(images, size()),
                NOISE,
                noise.reshape('c', images.size(), channels(), side(), side()));
    }

    /** The inputs without noise, so that the mean of the code is decoded. */
    @Override
    protected Map<String, INDArray> inputs(INDArray views) {
        return Map.of(INPUT, views, NOISE, Nd4j.zeros(views.size(0), channels(), side(), side()));
    }

    @Override
    protected Optional<ScoreTerms> terms() {
        return Optional.of(ScoreTerms.itself(DIFFERENCE));
    }

    private String map() {
        return ImageOptions.showsAttention(options) ? MISSING : SquaredError.MAP;
    }

    @Override
    protected SameDiffNetwork.Graph found() {
        return variables(map(), DIFFERENCE);
    }

    @Override
    protected ImageExport.Found found(ImageExport export) {
        return export.variables(map(), DIFFERENCE);
    }
}
