package io.xvad.generative.latent;

import io.xvad.core.detect.FitRequest;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.training.Trainable;
import io.xvad.training.codebook.Codebook;
import io.xvad.training.codebook.FollowingCodes;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * An autoencoder that decodes the nearest code of a codebook at each place of its latent (van den Oord, Vinyals and Kavukcuoglu 2017, "Neural Discrete
 * Representation Learning", NeurIPS, equation 3): the loss is the mean squared error in [0, 1] and a quarter of the commitment; codes follow their features by
 * moving averages, and one that loses its features begins again at another. The latent of an image is what the
 * encoder gives, each channel put to mean 0 and variance 1 over normal images; the codes take its place when it is decoded. It is a graph with
 * the weights of the autoencoder and no others. Not thread-safe.
 */
public final class VqAutoencoder {

    private static final double COMMITMENT = 0.25;
    private static final double DECAY = 0.99;
    private static final double LEAST_USED = 0.1;

    private static final String LOSS = LatentLayers.PREFIX + "loss";
    private static final String CODED = LatentLayers.PREFIX + "coded";

    private final Trainable net;
    private final LatentForm form;
    private final LatentLayers layers;
    private final LatentScale scale;
    private final int count;

    /**
     * An untrained autoencoder.
     *
     * @param count codes of the codebook
     * @param seed of its weights
     */
    public VqAutoencoder(LatentForm form, int count, long seed) {
        this.form = form;
        this.count = count;
        net = new Trainable(seed);
        layers = new LatentLayers(net, form);
        scale = new LatentScale(net, form.channels());
        SDVariable images = net.input(LatentCodec.IMAGE, 3, form.size(), form.size());
        SDVariable features = layers.encoded(images, form.channels(), "-out").rename(CODED);
        scale.standardised(features).rename(LatentCodec.LATENT);
        learn(images, codebook(rows(features).rename(Codebook.FEATURES)).revealed());
        SDVariable latents = net.input(LatentCodec.DECODED, form.channels(), form.side(), form.side());
        SDVariable codes = codebook(rows(scale.undone(latents))).quantised();
        layers.decoded(planes(codes), "-restored").rename(LatentCodec.RESTORED);
    }

    private void learn(SDVariable images, Codebook codebook) {
        SDVariable decoded = layers.decoded(planes(codebook.passed()), "-training");
        net.graph()
                .math()
                .square(decoded.sub(images))
                .mean()
                .add(codebook.commitment().mul(COMMITMENT))
                .rename(LOSS);
    }

    private Codebook codebook(SDVariable features) {
        return new Codebook(net, features, Codebook.kept(net, count, form.channels()), count);
    }

    /** Planes of shape (N, channels, side, side) as a row for each place. */
    private SDVariable rows(SDVariable planes) {
        return planes.permute(0, 2, 3, 1).reshape(-1, form.channels());
    }

    private SDVariable planes(SDVariable rows) {
        return rows.reshape(-1, form.side(), form.side(), form.channels()).permute(0, 3, 1, 2);
    }

    /** Sizes. */
    public LatentForm form() {
        return form;
    }

    /** Graph and weights. */
    public Trainable net() {
        return net;
    }

    /** Its encoder and decoder. */
    public CodecGraph codec() {
        return new CodecGraph(net, form);
    }

    /**
     * Trains it and measures the scale of its latents. The codes begin at features of the first images.
     *
     * @param images normal ones, each of shape (3, size, size), in [0, 1]
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public void train(List<float[]> images, FitRequest request, LatentTraining training) {
        int first = Math.min(images.size(), request.options().get(training.batch()));
        Codebook.begin(net, codec().run(images.subList(0, first), Codebook.FEATURES), request.seed());
        training.run(
                net,
                LOSS,
                (some, random) -> Map.of(LatentCodec.IMAGE, NetworkImages.batch(some, form.size())),
                new FollowingCodes(net, DECAY, LEAST_USED, request.seed() + 1),
                images,
                request);
        scale.measure(images, image -> codec().run(List.of(image), CODED));
    }
}
