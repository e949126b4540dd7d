package io.xvad.detectors.deepsvdd;

import io.xvad.core.SampleKind;
import io.xvad.core.TrainingSet;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.network.ImageNetworkDetector;
import io.xvad.detectors.network.ImageOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Deep SVDD (Ruff et al. 2018, "Deep One-Class Classification"): a network without biases maps normal pictures close to a
 * fixed centre; the score is the squared distance to it, less the squared radius for the soft boundary. The map is how
 * strongly each pixel moves the distance, which is a sensitivity and no part of the paper. The network is not pretrained as
 * an autoencoder, unlike the paper's.
 */
public final class DeepSvdd implements Detector {

    private static final String ONE_CLASS = "one-class";
    static final String SOFT_BOUNDARY = "soft-boundary";

    static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(30);
    static final OptionSpec<Double> RATE = TrainingOptions.learningRate(0.0001);
    static final OptionSpec<String> OBJECTIVE = OptionSpec.choice(
            "objective",
            ONE_CLASS,
            List.of(ONE_CLASS, SOFT_BOUNDARY),
            "Whether all normal pictures are drawn to the centre, or those outside a ball into it");
    static final OptionSpec<Double> NU = OptionSpec.decimal(
            "nu", 0.1, 0.001, 1, "Share of the normal pictures that a soft boundary leaves outside, at most");
    static final OptionSpec<Integer> LATENT =
            OptionSpec.integer("latent", 32, 1, 4096, "Values of the network's output");

    @Override
    public String name() {
        return "deep-svdd";
    }

    @Override
    public String description() {
        return "Distance from the centre to which a network maps normal pictures (Ruff et al. 2018)";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(Differentiable.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        List<OptionSpec<?>> options = new ArrayList<>(TrainingOptions.all(EPOCHS, RATE));
        options.addAll(List.of(OBJECTIVE, NU, ImageOptions.SIZE, LATENT, ImageOptions.SIGMA, FeatureOptions.THREADS));
        return List.copyOf(options);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        return new ImageNetworkDetector(this, new DeepSvddRecipe()).fit(data, request);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        return new ImageNetworkDetector(this, new DeepSvddRecipe()).load(model);
    }
}
