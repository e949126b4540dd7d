package io.xvad.detectors.autoencoder;

import io.xvad.core.option.Options;
import io.xvad.detectors.network.ConvolutionalAutoencoder;
import io.xvad.detectors.network.ImageExport;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.detectors.network.ScoreTerms;
import io.xvad.detectors.network.SquaredError;
import io.xvad.detectors.network.Ssim;
import io.xvad.training.Optimiser;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Sspcab;
import io.xvad.training.Trainable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The autoencoder (Bergmann et al., 2019) twice over the same weights: on windows drawn to train on, with mean squared error or one less the mean
 * structural similarity as its loss, and on all windows of an image, which are put together before its similarity is taken. A predictive block
 * (Ristea et al., 2022) may stand before the code; its loss is added.
 */
final class AutoencoderNetwork extends ImageNetwork {

    static final String SSIM_MAP = "ssim-map";

    /** Name of the windows that are trained on, shape (N, 3, side, side). */
    static final String WINDOWS = "windows";

    static final String LOSS = "loss";

    /** Name of the mean of what the map shows, shape (1). */
    private static final String MEAN = "mean-score";

    private static final String REASSEMBLED = "reassembled-out";
    private static final double WEIGHT_DECAY = 1e-5;

    private final Options options;
    private final Windows windows;
    private final boolean bySimilarity;

    AutoencoderNetwork(Options options, long seed) {
        super(graph(options, seed), ImageOptions.size(options));
        this.options = options;
        this.windows = windows(options);
        this.bySimilarity = isBySimilarity(options);
    }

    private static Windows windows(Options options) {
        return new Windows(ImageOptions.size(options), Autoencoder.crop(options), options.get(Autoencoder.STRIDE));
    }

    private static boolean isBySimilarity(Options options) {
        return options.get(Autoencoder.LOSS).equals(Autoencoder.SSIM);
    }

    private static Trainable graph(Options options, long seed) {
        Trainable net = new Trainable(seed);
        Windows windows = windows(options);
        training(net, options, windows);
        scoring(net, options, windows);
        return net;
    }

    private static void training(Trainable net, Options options, Windows windows) {
        SDVariable input = net.input(WINDOWS, 3, windows.side(), windows.side());
        Pass pass = Pass.add(net, options, windows, input, "-training-windows");
        SDVariable loss = loss(net.graph(), options, windows.side(), input, pass.output);
        pass.block
                .map(block -> loss.add(block.loss().mul(options.get(ImageOptions.SSPCAB))))
                .orElse(loss)
                .rename(LOSS);
    }

    private static SDVariable loss(SameDiff graph, Options options, int side, SDVariable input, SDVariable output) {
        return isBySimilarity(options)
                ? similarity(graph, options, side, input, output).mean().rsub(1)
                : graph.math().square(output.sub(input)).mean();
    }

    private static SDVariable similarity(SameDiff graph, Options options, int side, SDVariable a, SDVariable b) {
        return Ssim.of(graph, a, b, 3, side, constants(options));
    }

    private static Ssim.Constants constants(Options options) {
        return options.get(Autoencoder.CONSTANTS).equals(Autoencoder.LITERAL)
                ? new Ssim.Constants(0.01, 0.03)
                : Ssim.Constants.SQUARED;
    }

    /** Layers of several windows are no activations of the image; what they make together is. */
    private static void scoring(Trainable net, Options options, Windows windows) {
        boolean whole = windows.starts().length == 1;
        SDVariable input = net.input(INPUT, 3, windows.size(), windows.size());
        Pass pass = Pass.add(net, options, windows, windows.cut(input), whole ? "-out" : "-windows");
        SDVariable output = windows.assembled(pass.output).rename(whole ? OUTPUT : REASSEMBLED);
        if (!whole) {
            net.graph().identity(output).rename(OUTPUT);
        }
        SDVariable error = SquaredError.map(net.graph(), input, output);
        SDVariable similarity =
                similarity(net.graph(), options, windows.size(), input, output).rename(SSIM_MAP);
        SDVariable mean = isBySimilarity(options) ? similarity.mean().rsub(1) : error.mean();
        mean.reshape(1).rename(MEAN);
    }

    /**
     * One form of the network.
     *
     * @param output of the shape of what went in
     * @param block before the code, if there is one
     */
    private record Pass(SDVariable output, Optional<Sspcab> block) {

        static Pass add(Trainable net, Options options, Windows windows, SDVariable input, String suffix) {
            ConvolutionalAutoencoder layers = new ConvolutionalAutoencoder(net, windows.side(), suffix);
            SDVariable convolved = layers.convolved(input);
            int side = windows.side() / ConvolutionalAutoencoder.STRIDE;
            Optional<Sspcab> block = options.get(ImageOptions.SSPCAB) > 0
                    ? Optional.of(Sspcab.add(net, "block", convolved, ConvolutionalAutoencoder.CONVOLVED, side))
                    : Optional.empty();
            int latent = options.get(ImageOptions.LATENT);
            SDVariable code = layers.coded("code", block.map(Sspcab::output).orElse(convolved), latent);
            return new Pass(layers.image("decoder-8", layers.decoded(code, latent)), block);
        }
    }

    @Override
    protected Optimiser optimiser() {
        double rate = options.get(Autoencoder.LEARNING_RATE);
        return new Optimiser(net(), LOSS, name -> rate, WEIGHT_DECAY);
    }

    @Override
    protected int repetitions() {
        return options.get(Autoencoder.CROPS);
    }

    @Override
    protected Map<String, INDArray> inputs(List<float[]> images, UniformRandomProvider random) {
        List<float[]> drawn =
                images.stream().map(image -> windows.drawn(image, random)).toList();
        return Map.of(WINDOWS, NetworkImages.batch(drawn, windows.side()));
    }

    private boolean scoresByMean() {
        return options.get(Autoencoder.SCORE).equals(Autoencoder.MEAN);
    }

    @Override
    protected Optional<ScoreTerms> terms() {
        if (scoresByMean()) {
            return Optional.of(ScoreTerms.itself(MEAN));
        }
        return Optional.of(bySimilarity ? new Dissimilarity(size()).terms() : ScoreTerms.maximum(SquaredError.MAP));
    }

    @Override
    protected SameDiffNetwork.Graph found() {
        if (!bySimilarity) {
            return scoresByMean() ? variables(SquaredError.MAP, MEAN) : variables(SquaredError.MAP);
        }
        Dissimilarity dissimilarity = new Dissimilarity(size());
        return inputs -> {
            Map<String, float[]> values = net().run(inputs, List.of(SSIM_MAP, MEAN));
            float[] map = dissimilarity.map(Objects.requireNonNull(values.get(SSIM_MAP)));
            INDArray square = Nd4j.create(map, new long[] {1, size(), size()}, 'c');
            INDArray score = Nd4j.createFromArray(Objects.requireNonNull(values.get(MEAN)));
            return Map.of(MAP, square, SCORE, score);
        };
    }

    @Override
    protected ImageExport.Found found(ImageExport export) {
        String map = bySimilarity ? Dissimilarity.in(export) : export.value(SquaredError.MAP);
        return new ImageExport.Found(map, scoresByMean() ? Optional.of(export.value(MEAN)) : Optional.empty());
    }
}
