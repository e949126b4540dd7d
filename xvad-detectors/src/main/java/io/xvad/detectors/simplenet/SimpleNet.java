package io.xvad.detectors.simplenet;

import io.xvad.core.SampleKind;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.features.FittedFeatures;
import io.xvad.detectors.heads.HeadDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * SimpleNet (Liu, Zhou, Xu and Wang 2023, "SimpleNet: A Simple Network for Image Anomaly Detection and Localization"):
 * features of a frozen backbone are adapted, noise makes anomalous ones of them, and a discriminator learns to tell the
 * two apart. Features are standardised first, and the noise is in standard deviations; the paper's 0.015 is for features
 * of another network as they are. The paper's hidden layer has 1024 units.
 */
public final class SimpleNet implements Detector {

    static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(20);
    static final OptionSpec<Double> RATE = TrainingOptions.learningRate(0.0002);
    static final OptionSpec<Integer> HIDDEN =
            OptionSpec.integer("hidden", 256, 1, 8192, "Units of the discriminator's hidden layer");
    static final OptionSpec<Double> NOISE = OptionSpec.decimal(
            "noise", 0.5, 1e-6, 100, "Standard deviation of the noise that makes anomalous features");

    @Override
    public String name() {
        return "simplenet";
    }

    @Override
    public String description() {
        return "Learns to tell normal features from the same with noise (Liu et al. 2023)";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return FittedFeatures.CAPABILITIES;
    }

    @Override
    public List<OptionSpec<?>> options() {
        List<OptionSpec<?>> options = new ArrayList<>(FeatureOptions.all());
        options.addAll(TrainingOptions.all(EPOCHS, RATE));
        options.addAll(List.of(HIDDEN, NOISE));
        return List.copyOf(options);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        return new HeadDetector(this, new SimpleNetRecipe()).fit(data, request);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        return new HeadDetector(this, new SimpleNetRecipe()).load(model);
    }
}
