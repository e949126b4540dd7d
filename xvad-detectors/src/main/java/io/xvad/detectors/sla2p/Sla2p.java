package io.xvad.detectors.sla2p;

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
 * SLA2P (Wang et al. 2022, "Self-supervision with Adversarial Perturbations"): each of several random projections of the
 * features makes a pseudo-class, and a classifier learns to tell which projection it is shown. Projected features are
 * perturbed so that the predicted class becomes less likely; where that leaves the classifier uncertain, the feature is
 * anomalous. The paper judges one feature vector for each picture, this one for each position.
 */
public final class Sla2p implements Detector {

    static final String ENTROPY = "entropy";
    private static final String CONFIDENCE = "confidence";

    static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(20);
    static final OptionSpec<Double> RATE = TrainingOptions.learningRate(0.002);
    static final OptionSpec<Integer> PROJECTIONS =
            OptionSpec.integer("projections", 16, 2, 256, "Random projections, each a pseudo-class");
    static final OptionSpec<Integer> WIDTH =
            OptionSpec.integer("projection-size", 32, 1, 4096, "Values of a projected feature");
    static final OptionSpec<Integer> HIDDEN =
            OptionSpec.integer("hidden", 64, 1, 8192, "Units of the classifier's hidden layer");
    static final OptionSpec<Double> EPSILON = OptionSpec.decimal(
            "epsilon", 0.1, 0, 10, "How far each projected value is moved to make the predicted class less likely");
    static final OptionSpec<String> UNCERTAINTY = OptionSpec.choice(
            "uncertainty",
            ENTROPY,
            List.of(ENTROPY, CONFIDENCE),
            "What is judged of the prediction: its entropy, or one less the highest probability");

    @Override
    public String name() {
        return "sla2p";
    }

    @Override
    public String description() {
        return "How uncertain a classifier of random projections is of perturbed features (Wang et al. 2022)";
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
        options.addAll(List.of(PROJECTIONS, WIDTH, HIDDEN, EPSILON, UNCERTAINTY));
        return List.copyOf(options);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        return new HeadDetector(this, new Sla2pRecipe()).fit(data, request);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        return new HeadDetector(this, new Sla2pRecipe()).load(model);
    }
}
