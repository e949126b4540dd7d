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

/** What is generalized ODIN's own. */
final class GeneralizedOdinRecipe implements PictureRecipe {

    private static final double[] LENGTHS = {0, 0.0025, 0.005, 0.01, 0.02, 0.04, 0.08};

    @Override
    public Trainable graph(Options options, long seed) {
        return GeneralizedOdinGraph.build(
                PictureOptions.size(options),
                ClassifierGraph.WIDTH,
                Task.named(options.get(Versions.TASK)).versions(),
                seed);
    }

    @Override
    public Optimiser optimiser(Trainable net, Options options) {
        double rate = options.get(GeneralizedOdin.RATE);
        return new Optimiser(net, ClassifierGraph.LOSS, name -> rate, 0);
    }

    @Override
    public OptionSpec<Integer> epochs() {
        return GeneralizedOdin.EPOCHS;
    }

    @Override
    public Map<String, INDArray> inputs(List<float[]> pictures, Options options, UniformRandomProvider random) {
        return VersionBatch.of(Versions.of(options), pictures, random);
    }

    @Override
    public Map<String, INDArray> inputs(float[] picture, Options options) {
        return VersionBatch.of(Versions.of(options), picture);
    }

    /** The length of the perturbation is the one that makes the network surest of normal pictures (equation 9). */
    @Override
    public void finish(Trainable net, List<float[]> pictures, Options options) {
        Perturbation perturbation = new Perturbation(net, Versions.of(options), 0);
        double highest = Double.NEGATIVE_INFINITY;
        for (double length : LENGTHS) {
            double sum = 0;
            for (float[] picture : pictures) {
                sum += perturbation.confidence(inputs(picture, options), length);
            }
            if (sum > highest) {
                highest = sum;
                net.keep(GeneralizedOdinGraph.EPSILON, new float[] {(float) length});
            }
        }
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
        return net.value(GeneralizedOdinGraph.EPSILON)[0];
    }
}
