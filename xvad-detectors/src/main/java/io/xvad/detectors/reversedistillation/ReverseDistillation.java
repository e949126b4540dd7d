package io.xvad.detectors.reversedistillation;

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
 * Reverse distillation (Deng and Li 2022, "Anomaly Detection via Reverse Distillation from One-Class Embedding"): a
 * bottleneck makes a small embedding of a frozen teacher's features, and a student decoder restores the features from it,
 * coarse to fine. What was never seen does not pass the bottleneck; the map is how far the two point apart. Unlike in the
 * paper, features are standardised first and the student has no batch normalisation.
 */
public final class ReverseDistillation implements Detector {

    static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(40);
    static final OptionSpec<Double> RATE = TrainingOptions.learningRate(0.005);
    static final OptionSpec<Integer> WIDTH =
            OptionSpec.integer("width", 64, 1, 4096, "Channels of the student; the embedding has twice as many");

    @Override
    public String name() {
        return "reverse-distillation";
    }

    @Override
    public String description() {
        return "A decoder restores a frozen network's features from a small embedding (Deng and Li 2022)";
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
        options.add(WIDTH);
        return List.copyOf(options);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        return new HeadDetector(this, new ReverseDistillationRecipe()).fit(data, request);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        return new HeadDetector(this, new ReverseDistillationRecipe()).load(model);
    }
}
