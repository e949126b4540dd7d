package io.xvad.detectors.pictures;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.learn.Optimiser;
import io.xvad.detectors.learn.Trainable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What is the variational autoencoder's own. */
final class VaeRecipe implements PictureRecipe {

    @Override
    public Trainable graph(Options options, long seed) {
        return VaeGraph.build(
                PictureOptions.size(options), options.get(PictureOptions.LATENT), options.get(Vae.BETA), seed);
    }

    @Override
    public Optimiser optimiser(Trainable net, Options options) {
        double rate = options.get(Vae.RATE);
        return new Optimiser(net, VaeGraph.LOSS, name -> rate, 0);
    }

    @Override
    public OptionSpec<Integer> epochs() {
        return Vae.EPOCHS;
    }

    @Override
    public Map<String, INDArray> inputs(List<float[]> pictures, Options options, UniformRandomProvider random) {
        return inputs(pictures, options, noise(pictures.size(), options.get(PictureOptions.LATENT), random));
    }

    /** The mean of the code is decoded. */
    @Override
    public Map<String, INDArray> inputs(float[] picture, Options options) {
        return inputs(List.of(picture), options, Nd4j.zeros(1, options.get(PictureOptions.LATENT)));
    }

    static Map<String, INDArray> inputs(List<float[]> pictures, Options options, INDArray noise) {
        return Map.of(
                PictureRecipe.INPUT,
                TrainingPictures.batch(pictures, PictureOptions.size(options)),
                VaeGraph.NOISE,
                noise);
    }

    static INDArray noise(int pictures, int latent, UniformRandomProvider random) {
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        float[] values = new float[pictures * latent];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) gaussian.sample();
        }
        return Nd4j.create(values, new long[] {pictures, latent}, 'c');
    }

    @Override
    public boolean scoresApart(Options options) {
        return options.get(Vae.SCORE).equals(Vae.BOUND);
    }

    @Override
    public Optional<ScoreTerms> terms(Options options) {
        return Optional.of(
                scoresApart(options)
                        ? ScoreTerms.itself(VaeGraph.BOUND)
                        : ScoreTerms.maximum(AutoencoderGraph.RESIDUAL));
    }

    @Override
    public PictureFinding finding(Trainable net, Options options) {
        return scoresApart(options)
                ? PictureFinding.outputs(net, AutoencoderGraph.RESIDUAL, VaeGraph.BOUND)
                : PictureFinding.output(net, AutoencoderGraph.RESIDUAL);
    }

    @Override
    public PictureExport.Outputs outputs(PictureExport export, Options options) {
        return new PictureExport.Outputs(
                export.value(AutoencoderGraph.RESIDUAL),
                scoresApart(options) ? Optional.of(export.value(VaeGraph.BOUND)) : Optional.empty());
    }
}
