package io.xvad.detectors.pictures;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.learn.Optimiser;
import io.xvad.detectors.learn.Trainable;

/** What is the autoencoder's own. */
final class AutoencoderRecipe implements PictureRecipe {

    private static final double WEIGHT_DECAY = 1e-5;

    private static boolean bySimilarity(Options options) {
        return options.get(Autoencoder.LOSS).equals(Autoencoder.SSIM);
    }

    @Override
    public Trainable graph(Options options, long seed) {
        return AutoencoderGraph.build(PictureOptions.size(options), options.get(PictureOptions.LATENT), seed);
    }

    @Override
    public Optimiser optimiser(Trainable net, Options options) {
        double rate = options.get(Autoencoder.RATE);
        String loss = bySimilarity(options) ? AutoencoderGraph.SSIM : AutoencoderGraph.MSE;
        return new Optimiser(net, loss, name -> rate, WEIGHT_DECAY);
    }

    @Override
    public OptionSpec<Integer> epochs() {
        return Autoencoder.EPOCHS;
    }

    @Override
    public PictureMap map(Trainable net, Options options) {
        return bySimilarity(options) ? Residual.SSIM : Residual.MSE;
    }
}
