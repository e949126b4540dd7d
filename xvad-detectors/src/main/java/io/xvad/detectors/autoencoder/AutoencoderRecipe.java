package io.xvad.detectors.autoencoder;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageExport;
import io.xvad.detectors.network.ImageFinding;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.network.ImageRecipe;
import io.xvad.detectors.network.ScoreTerms;
import io.xvad.training.Optimiser;
import io.xvad.training.Sspcab;
import io.xvad.training.Trainable;
import java.util.Optional;

/** What is the autoencoder's own. */
final class AutoencoderRecipe implements ImageRecipe {

    private static final double WEIGHT_DECAY = 1e-5;

    private static boolean bySimilarity(Options options) {
        return options.get(Autoencoder.LOSS).equals(Autoencoder.SSIM);
    }

    @Override
    public Trainable graph(Options options, long seed) {
        int size = ImageOptions.size(options);
        int latent = options.get(ImageOptions.LATENT);
        double block = options.get(Sspcab.WEIGHT);
        return block > 0
                ? AutoencoderGraph.build(size, latent, block, seed)
                : AutoencoderGraph.build(size, latent, seed);
    }

    @Override
    public Optimiser optimiser(Trainable net, Options options) {
        double rate = options.get(Autoencoder.RATE);
        String loss = bySimilarity(options) ? AutoencoderGraph.SSIM : AutoencoderGraph.MSE;
        String trained = options.get(Sspcab.WEIGHT) > 0 ? loss + AutoencoderGraph.WITH_BLOCK : loss;
        return new Optimiser(net, trained, name -> rate, WEIGHT_DECAY);
    }

    @Override
    public OptionSpec<Integer> epochs() {
        return Autoencoder.EPOCHS;
    }

    @Override
    public Optional<ScoreTerms> terms(Options options) {
        return Optional.of(
                bySimilarity(options)
                        ? Dissimilarity.terms(ImageOptions.size(options))
                        : ScoreTerms.maximum(AutoencoderGraph.RESIDUAL));
    }

    @Override
    public ImageFinding finding(Trainable net, Options options) {
        int size = ImageOptions.size(options);
        return bySimilarity(options)
                ? inputs -> ImageFinding.Found.of(Dissimilarity.map(net.run(inputs, AutoencoderGraph.SSIM_MAP), size))
                : ImageFinding.output(net, AutoencoderGraph.RESIDUAL);
    }

    @Override
    public ImageExport.Outputs outputs(ImageExport export, Options options) {
        return new ImageExport.Outputs(
                bySimilarity(options) ? Dissimilarity.in(export) : export.value(AutoencoderGraph.RESIDUAL),
                Optional.empty());
    }
}
