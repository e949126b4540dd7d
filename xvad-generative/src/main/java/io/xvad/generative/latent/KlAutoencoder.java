package io.xvad.generative.latent;

import io.xvad.core.detect.FitRequest;
import io.xvad.detectors.network.GaussianCode;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.training.Trainable;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An autoencoder whose latent has a small penalty on its divergence from the standard normal distribution, as that of latent diffusion
 * (Rombach, Blattmann, Lorenz, Esser and Ommer 2022, "High-Resolution Image Synthesis with Latent Diffusion Models", CVPR, section 3.1), without their
 * perceptual and adversarial terms: the loss is the mean squared error in [0, 1] and {@code w} times the divergence of each value of the
 * latent. It learns with a latent that is drawn; the latent of an image is the mean, each channel of which is then put to mean 0 and
 * variance 1 over normal images. It is part of a graph, with weights of its own, see {@link #isWeight}. Not thread-safe.
 */
public final class KlAutoencoder {

    /** Weight {@code w} of the divergence. */
    private static final double DIVERGENCE = 1e-6;

    private static final String IMAGES = LatentLayers.PREFIX + "images";
    private static final String NOISE = LatentLayers.PREFIX + "noise";
    private static final String LOSS = LatentLayers.PREFIX + "loss";
    private static final String MEANS = LatentLayers.PREFIX + "means";

    private final Trainable net;
    private final LatentForm form;
    private final LatentLayers layers;
    private final LatentScale scale;

    /**
     * An autoencoder as part of a graph.
     *
     * @param net gets its weights and its loss
     */
    public KlAutoencoder(Trainable net, LatentForm form) {
        this.net = net;
        this.form = form;
        layers = new LatentLayers(net, form);
        scale = new LatentScale(net, form.channels());
        SDVariable images = net.input(IMAGES, 3, form.size(), form.size());
        GaussianCode code = code(images, "-training");
        code.mean().rename(MEANS);
        SDVariable noise = net.input(NOISE, form.channels(), form.side(), form.side());
        SDVariable decoded = layers.decoded(code.drawn(noise), "-training");
        SDVariable divergence = code.divergence(form.values()).mean().div(form.values());
        net.graph()
                .math()
                .square(decoded.sub(images))
                .mean()
                .add(divergence.mul(DIVERGENCE))
                .rename(LOSS);
    }

    /** Sizes. */
    public LatentForm form() {
        return form;
    }

    /** Whether weights of this name are an autoencoder's. */
    public static boolean isWeight(String name) {
        return LatentLayers.isWeight(name);
    }

    private GaussianCode code(SDVariable images, String suffix) {
        SDVariable values = layers.encoded(images, 2 * form.channels(), suffix);
        return new GaussianCode(channels(values, 0), channels(values, form.channels()));
    }

    private SDVariable channels(SDVariable values, int from) {
        return values.get(SDIndex.all(), SDIndex.interval(from, from + form.channels()), SDIndex.all(), SDIndex.all());
    }

    /**
     * Adds the latent of images to the graph, shape (N, channels, side, side); each channel has mean 0 and variance 1 over normal images.
     *
     * @param images shape (N, 3, size, size), in [0, 1]
     */
    public SDVariable encoded(SDVariable images) {
        return scale.standardised(code(images, "-out").mean());
    }

    /**
     * Adds the images of latents to the graph, shape (N, 3, size, size), which may reach beyond [0, 1].
     *
     * @param latent as {@link #encoded} gives it
     * @param suffix of the names of what comes out of layers, different for each use in a graph
     */
    public SDVariable decoded(SDVariable latent, String suffix) {
        return layers.decoded(scale.undone(latent), suffix);
    }

    /** Adds encoder and decoder to the graph, for where it is one of its own. */
    public CodecGraph codec() {
        encoded(net.input(LatentCodec.IMAGE, 3, form.size(), form.size())).rename(LatentCodec.LATENT);
        SDVariable latents = net.input(LatentCodec.DECODED, form.channels(), form.side(), form.side());
        decoded(latents, "-restored").rename(LatentCodec.RESTORED);
        return new CodecGraph(net, form);
    }

    /**
     * Trains it, as a stage of its own before the training of what works on its latents, and measures their scale.
     *
     * @param images normal ones, each of shape (3, size, size), in [0, 1]
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public void train(List<float[]> images, FitRequest request, LatentTraining training) {
        training.run(net, LOSS, this::inputs, inputs -> {}, images, request);
        scale.measure(images, this::mean);
    }

    private Map<String, INDArray> inputs(List<float[]> images, UniformRandomProvider random) {
        return Map.of(
                IMAGES,
                NetworkImages.batch(images, form.size()),
                NOISE,
                GaussianCode.noise(random, images.size(), form.channels(), form.side(), form.side()));
    }

    private float[] mean(float[] image) {
        try (INDArray batch = NetworkImages.batch(List.of(image), form.size())) {
            return net.run(Map.of(IMAGES, batch), MEANS);
        }
    }
}
