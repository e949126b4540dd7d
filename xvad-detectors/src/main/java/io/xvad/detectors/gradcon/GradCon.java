package io.xvad.detectors.gradcon;

import io.xvad.core.SampleKind;
import io.xvad.core.TrainingSet;
import io.xvad.core.capability.Reconstructs;
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
 * GradCon (Kwon et al. 2020, "Backpropagated Gradient Representations for Anomaly Detection"): an autoencoder is trained so
 * that normal pictures want its decoder to change in one direction; a picture that wants another is anomalous, even where
 * it is reconstructed well. The score is the squared error plus a multiple of the misalignment of the gradients, the map
 * the squared error. The constraint's gradient is found by central differences of the gradient; see ADR 8.
 */
public final class GradCon implements Detector {

    static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(10);
    static final OptionSpec<Double> RATE = TrainingOptions.learningRate(0.001);
    static final OptionSpec<Double> TRAINING_WEIGHT = OptionSpec.decimal(
            "gradient-weight", 0.03, 0, 1000, "Weight of the gradients' misalignment in the loss (alpha)");
    static final OptionSpec<Double> SCORE_WEIGHT = OptionSpec.decimal(
            "score-weight", 0.12, 0, 1000, "Weight of the gradients' misalignment in the score (beta)");

    @Override
    public String name() {
        return "gradcon";
    }

    @Override
    public String description() {
        return "How far a picture would turn an autoencoder from what it has learned (Kwon et al. 2020)";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(Reconstructs.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        List<OptionSpec<?>> options = new ArrayList<>(TrainingOptions.all(EPOCHS, RATE));
        options.addAll(List.of(TRAINING_WEIGHT, SCORE_WEIGHT));
        options.addAll(List.of(ImageOptions.SIZE, ImageOptions.LATENT, ImageOptions.SIGMA, FeatureOptions.THREADS));
        return List.copyOf(options);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        return new ImageNetworkDetector(this, new GradConRecipe()).fit(data, request);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        return new ImageNetworkDetector(this, new GradConRecipe()).load(model);
    }
}
