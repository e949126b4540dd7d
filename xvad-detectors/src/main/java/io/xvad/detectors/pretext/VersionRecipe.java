package io.xvad.detectors.pretext;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageExport;
import io.xvad.detectors.network.ImageFinding;
import io.xvad.detectors.network.ImageRecipe;
import io.xvad.detectors.network.ImageViews;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What classifiers of versions have in common: they learn from all versions of each picture and are asked about all of them.
 *
 * @param classifier what is its own
 */
public record VersionRecipe(VersionClassifier classifier) implements ImageRecipe {

    @Override
    public Trainable graph(Options options, long seed) {
        return classifier.graph(options, seed);
    }

    @Override
    public Optimiser optimiser(Trainable net, Options options) {
        double rate = options.get(classifier.rate());
        return new Optimiser(net, ClassifierGraph.LOSS, name -> rate, 0);
    }

    @Override
    public OptionSpec<Integer> epochs() {
        return classifier.epochs();
    }

    @Override
    public Map<String, INDArray> inputs(List<float[]> pictures, Options options, UniformRandomProvider random) {
        return VersionBatch.of(Versions.of(options), pictures, random);
    }

    @Override
    public Map<String, INDArray> inputs(float[] picture, Options options) {
        return VersionBatch.of(Versions.of(options), picture);
    }

    @Override
    public void finish(Trainable net, List<float[]> pictures, Options options) {
        classifier.finish(net, pictures, options);
    }

    @Override
    public ImageFinding finding(Trainable net, Options options) {
        return new Perturbation(net, Versions.of(options), classifier.epsilon(net, options));
    }

    @Override
    public boolean scoresApart(Options options) {
        return true;
    }

    @Override
    public ImageViews views(Options options) {
        return Versions.of(options);
    }

    @Override
    public ImageExport.Outputs outputs(ImageExport export, Options options) {
        return Perturbation.in(export, classifier.epsilon(export.net(), options));
    }
}
