package io.xvad.detectors.mahalanobis;

import io.xvad.core.SampleKind;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.network.ImageNetworkDetector;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.pretext.FrozenClassifier;
import io.xvad.detectors.pretext.VersionRecipe;
import io.xvad.detectors.pretext.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The Mahalanobis detector (Lee et al. 2018, "A Simple Unified Framework for Detecting Out-of-Distribution Samples and
 * Adversarial Attacks") on a classifier that learns without labels which version of a picture it is shown, or on one of the user's: each stage has
 * Gaussians of its features, one a class, with one covariance; the picture is moved a little towards them. The paper weighs
 * stages by regression on anomalies; here, where there are none, each stage's distance is standardised on normal pictures
 * and all count the same, and one perturbation serves all stages.
 */
public final class Mahalanobis implements Detector {

    static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(30);
    static final OptionSpec<Double> RATE = TrainingOptions.learningRate(0.001);
    static final OptionSpec<Double> EPSILON = OptionSpec.decimal(
            "epsilon", 0.0014, 0, 1, "How far each value of a picture, in [0, 1], is moved to make the network surer");

    @Override
    public String name() {
        return "mahalanobis";
    }

    @Override
    public String description() {
        return "Distance from the Gaussians of a self-supervised classifier's features (Lee et al. 2018)";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of();
    }

    @Override
    public List<OptionSpec<?>> options() {
        List<OptionSpec<?>> options = new ArrayList<>(TrainingOptions.all(EPOCHS, RATE));
        options.addAll(List.of(Versions.TASK, EPSILON));
        options.addAll(List.of(FrozenClassifier.FILE, FrozenClassifier.NORMALISATION, FrozenMahalanobis.LAYERS));
        options.addAll(List.of(ImageOptions.SIZE, ImageOptions.SIGMA, FeatureOptions.THREADS));
        return List.copyOf(options);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        return FrozenClassifier.wanted(request.options())
                ? new FrozenMahalanobis(this).fit(data, request)
                : new ImageNetworkDetector(this, new VersionRecipe(new MahalanobisClassifier())).fit(data, request);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        Options options = Options.parse(options(), model.provenance().options());
        return FrozenClassifier.wanted(options)
                ? new FrozenMahalanobis(this).load(model, options)
                : new ImageNetworkDetector(this, new VersionRecipe(new MahalanobisClassifier())).load(model);
    }
}
