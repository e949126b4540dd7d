package io.xvad.detectors.perturbation;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.learn.Optimiser;
import io.xvad.detectors.learn.Trainable;
import io.xvad.detectors.pictures.PictureExport;
import io.xvad.detectors.pictures.PictureMap;
import io.xvad.detectors.pictures.PictureOptions;
import io.xvad.detectors.pictures.PictureRecipe;
import io.xvad.detectors.pictures.PictureScore;
import io.xvad.detectors.pictures.PictureViews;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What is ODIN's own. */
final class OdinRecipe implements PictureRecipe {

    @Override
    public Trainable graph(Options options, long seed) {
        return OdinGraph.build(
                PictureOptions.size(options),
                ClassifierGraph.WIDTH,
                Task.named(options.get(Versions.TASK)).versions(),
                options.get(Odin.TEMPERATURE),
                seed);
    }

    @Override
    public Optimiser optimiser(Trainable net, Options options) {
        double rate = options.get(Odin.RATE);
        return new Optimiser(net, ClassifierGraph.LOSS, name -> rate, 0);
    }

    @Override
    public OptionSpec<Integer> epochs() {
        return Odin.EPOCHS;
    }

    @Override
    public Map<String, INDArray> inputs(List<float[]> pictures, Options options, UniformRandomProvider random) {
        return VersionBatch.of(Versions.of(options), pictures, random);
    }

    @Override
    public Map<String, INDArray> inputs(float[] picture, Options options) {
        return VersionBatch.of(Versions.of(options), picture);
    }

    private static Perturbation perturbation(Trainable net, Options options) {
        return new Perturbation(net, Versions.of(options), epsilon(net, options));
    }

    @Override
    public PictureMap map(Trainable net, Options options) {
        return perturbation(net, options);
    }

    @Override
    public Optional<PictureScore> score(Trainable net, Options options) {
        return Optional.of(perturbation(net, options));
    }

    @Override
    public boolean scoresApart(Options options) {
        return true;
    }

    @Override
    public PictureViews views(Options options) {
        return Versions.of(options);
    }

    @Override
    public PictureExport.Outputs outputs(PictureExport export, Options options) {
        return Perturbation.in(export, epsilon(export.net(), options));
    }

    private static double epsilon(Trainable net, Options options) {
        return options.get(Odin.EPSILON);
    }
}
