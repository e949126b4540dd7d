package io.xvad.detectors.vae;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.autoencoder.AutoencoderGraph;
import io.xvad.detectors.network.ImageExport;
import io.xvad.detectors.network.ImageFinding;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.network.ImageRecipe;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.detectors.network.ScoreTerms;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What is the variational autoencoder's own. */
public final class VaeRecipe implements ImageRecipe {

    @Override
    public Trainable graph(Options options, long seed) {
        return VaeGraph.build(
                ImageOptions.size(options), options.get(ImageOptions.LATENT), options.get(Vae.BETA), seed);
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
        return inputs(pictures, options, noise(pictures.size(), options.get(ImageOptions.LATENT), random));
    }

    /** The mean of the code is decoded. */
    @Override
    public Map<String, INDArray> inputs(float[] picture, Options options) {
        return inputs(List.of(picture), options, Nd4j.zeros(1, options.get(ImageOptions.LATENT)));
    }

    static Map<String, INDArray> inputs(List<float[]> pictures, Options options, INDArray noise) {
        return Map.of(
                ImageRecipe.INPUT, NetworkImages.batch(pictures, ImageOptions.size(options)), VaeGraph.NOISE, noise);
    }

    public static INDArray noise(int pictures, int latent, UniformRandomProvider random) {
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
    public ImageFinding finding(Trainable net, Options options) {
        return scoresApart(options)
                ? ImageFinding.outputs(net, AutoencoderGraph.RESIDUAL, VaeGraph.BOUND)
                : ImageFinding.output(net, AutoencoderGraph.RESIDUAL);
    }

    @Override
    public ImageExport.Outputs outputs(ImageExport export, Options options) {
        return new ImageExport.Outputs(
                export.value(AutoencoderGraph.RESIDUAL),
                scoresApart(options) ? Optional.of(export.value(VaeGraph.BOUND)) : Optional.empty());
    }
}
