package io.xvad.detectors.vae;

import io.xvad.core.option.Options;
import io.xvad.detectors.network.ConvolutionalAutoencoder;
import io.xvad.detectors.network.ImageExport;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.detectors.network.ScoreTerms;
import io.xvad.training.Optimiser;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Trainable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A variational autoencoder whose decoder gives a mean and a variance for each value of an image (An and Cho, 2015), twice over
 * the same weights: to train, on one draw of the code of each image, by the negative lower bound (Kingma and Welling 2014, equation 10); and to score, on
 * several draws of the code of one image, with noise that was drawn once and is kept with the weights.
 */
final class VaeNetwork extends ImageNetwork {

    static final String TRAINED = "training-images";

    static final String LOSS = "elbo-loss";

    /** Name of the negative log-likelihood of each pixel, averaged over draws and channels, shape (1, size, size). */
    static final String LIKELIHOOD_MAP = "likelihood-map";

    /** Name of its mean, shape (1). */
    static final String RECONSTRUCTION = "reconstruction-probability";

    /** Name of the negative lower bound, divided by the values of the image, shape (1). */
    static final String BOUND = "negative-bound";

    private static final String NOISE = "noise";
    private static final String DRAWS = "draws";

    private final Options options;

    VaeNetwork(Options options, long seed) {
        super(new Graph(options, seed).net, ImageOptions.size(options));
        this.options = options;
    }

    /** The graph in the making. */
    private static final class Graph {

        private final Trainable net;
        private final SameDiff graph;
        private final int size;
        private final int latent;
        private final double floor;

        Graph(Options options, long seed) {
            net = new Trainable(seed);
            graph = net.graph();
            size = ImageOptions.size(options);
            latent = options.get(ImageOptions.LATENT);
            floor = Math.pow(options.get(Vae.SMALLEST_DEVIATION), 2);
            train();
            score(options.get(Vae.DRAWS));
        }

        private record Code(SDVariable mean, SDVariable logVariance) {

            /** Equation 9 of Kingma and Welling 2014: {@code z = mean + deviation * noise}. */
            SDVariable drawn(SDVariable noise) {
                SDVariable deviation = mean.getSameDiff().math().exp(logVariance.mul(0.5));
                return mean.add(deviation.mul(noise));
            }
        }

        private record Decoded(SDVariable mean, SDVariable variance) {}

        private Code encoded(SDVariable images, String suffix) {
            ConvolutionalAutoencoder layers = new ConvolutionalAutoencoder(net, size, suffix);
            SDVariable convolved = layers.convolved(images);
            return new Code(layers.coded("mean", convolved, latent), layers.coded("log-variance", convolved, latent));
        }

        private Decoded decoded(SDVariable code, String suffix) {
            ConvolutionalAutoencoder layers = new ConvolutionalAutoencoder(net, size, suffix);
            SDVariable decoded = layers.decoded(code, latent);
            SDVariable logVariance = layers.image("decoder-log-variance", decoded);
            return new Decoded(
                    layers.image("decoder-mean", decoded),
                    graph.math().exp(logVariance).add(floor));
        }

        private void train() {
            SDVariable images = net.input(TRAINED, 3, size, size);
            Code code = encoded(images, "-training");
            Decoded decoded = decoded(code.drawn(net.input(NOISE, latent)), "-training");
            SDVariable likelihood =
                    negativeLogDensity(images, decoded.mean, decoded.variance).mean();
            likelihood
                    .add(divergence(code.mean, code.logVariance).mean().div(3.0 * size * size))
                    .rename(LOSS);
        }

        /** Layers of several draws are no activations of the image, those of the encoder are. */
        private void score(int draws) {
            SDVariable image = net.input(INPUT, 3, size, size);
            Code code = encoded(image, "-out");
            Decoded decoded = decoded(code.drawn(net.keptAtRandom(DRAWS, draws, latent)), "-draws");
            decoded.mean.mean(true, 0).rename(OUTPUT);
            SDVariable map = negativeLogDensity(image, decoded.mean, decoded.variance)
                    .mean(0, 1)
                    .reshape(1, size, size)
                    .rename(LIKELIHOOD_MAP);
            SDVariable score = map.mean(1, 2).rename(RECONSTRUCTION);
            score.add(divergence(code.mean, code.logVariance).div(3.0 * size * size))
                    .rename(BOUND);
        }
    }

    /** Minus the logarithm of the density of each value under a Gaussian: {@code ((x - mean)^2 / variance + log(2 pi variance)) / 2}. */
    static SDVariable negativeLogDensity(SDVariable x, SDVariable mean, SDVariable variance) {
        SameDiff graph = x.getSameDiff();
        SDVariable misfit = graph.math().square(mean.sub(x)).div(variance);
        return misfit.add(graph.math().log(variance)).add(Math.log(2 * Math.PI)).mul(0.5);
    }

    /**
     * The divergence of a Gaussian with independent values from the standard normal one, of each row (Kingma and Welling 2014, appendix B).
     *
     * @param mean shape (N, latent)
     * @param logVariance shape (N, latent)
     */
    static SDVariable divergence(SDVariable mean, SDVariable logVariance) {
        SameDiff graph = mean.getSameDiff();
        return graph.math()
                .exp(logVariance)
                .add(graph.math().square(mean))
                .sub(1)
                .sub(logVariance)
                .sum(1)
                .mul(0.5);
    }

    /** Standard normal noise for some images, shape (images, latent). */
    static INDArray noise(int images, int latent, UniformRandomProvider random) {
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        float[] values = new float[images * latent];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) gaussian.sample();
        }
        return Nd4j.create(values, new long[] {images, latent}, 'c');
    }

    @Override
    protected Optimiser optimiser() {
        double rate = options.get(Vae.LEARNING_RATE);
        return new Optimiser(net(), LOSS, name -> rate, 0);
    }

    @Override
    protected Map<String, INDArray> inputs(List<float[]> images, UniformRandomProvider random) {
        INDArray noise = noise(images.size(), options.get(ImageOptions.LATENT), random);
        return Map.of(TRAINED, NetworkImages.batch(images, size()), NOISE, noise);
    }

    /** The value that is the score; empty if it is the maximum of the painted map. */
    private Optional<String> score() {
        return switch (options.get(Vae.SCORE)) {
            case Vae.MAP_MAXIMUM -> Optional.empty();
            case Vae.LOWER_BOUND -> Optional.of(BOUND);
            default -> Optional.of(RECONSTRUCTION);
        };
    }

    @Override
    protected Optional<ScoreTerms> terms() {
        return Optional.of(score().map(ScoreTerms::itself).orElse(ScoreTerms.maximum(LIKELIHOOD_MAP)));
    }

    @Override
    protected SameDiffNetwork.Graph found() {
        return score().map(score -> variables(LIKELIHOOD_MAP, score)).orElseGet(() -> variables(LIKELIHOOD_MAP));
    }

    @Override
    protected ImageExport.Found found(ImageExport export) {
        return score().map(score -> export.variables(LIKELIHOOD_MAP, score))
                .orElseGet(() -> export.variables(LIKELIHOOD_MAP));
    }
}
