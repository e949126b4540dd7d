package io.xvad.detectors.sla2p;

import io.xvad.core.Purpose;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.detectors.featurenetwork.FeatureNetworkDetector;
import io.xvad.detectors.features.Joining;
import io.xvad.detectors.features.PatchExtractor;
import java.util.List;

/**
 * Scores a place by how uncertain a classifier of random projections is once its features are perturbed: SLA2P (Wang, Qin, Wei, Xu,
 * Bai and Fu 2022, "Self-supervision Meets Adversarial Perturbation: A Novel Framework for Anomaly Detection", CIKM). Each of
 * several random projections of the features makes a pseudo-class, and the classifier learns which projection it is shown; projected
 * features are then moved so that the predicted class becomes less likely, which leaves it uncertain about anomalous ones. The
 * paper judges one feature vector for each image, this one for each position.
 */
public final class Sla2p extends FeatureNetworkDetector {

    static final String ENTROPY = "entropy";
    private static final String CONFIDENCE = "confidence";

    /** The largest number of passes over the training images. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(20);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.002);

    /** Number of pseudo-classes. */
    public static final OptionSpec<Integer> PROJECTIONS =
            OptionSpec.integer("projections", 16, 2, 256, "Random projections, each a pseudo-class");

    /** Size of a projected feature. */
    public static final OptionSpec<Integer> PROJECTION_SIZE =
            OptionSpec.integer("projection-size", 32, 1, 4096, "Values of a projected feature");

    /** Width of the classifier. */
    public static final OptionSpec<Integer> HIDDEN =
            OptionSpec.integer("hidden", 64, 1, 8192, "Units of the classifier's hidden layer");

    /** Strength of the perturbation. */
    public static final OptionSpec<Double> EPSILON = OptionSpec.decimal(
            "epsilon", 0.1, 0, 10, "How far each projected value is moved to make the predicted class less likely");

    /** The uncertainty that is the score. */
    public static final OptionSpec<String> UNCERTAINTY = OptionSpec.choice(
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
    public Purpose purpose() {
        return Purpose.COMPARISON;
    }

    @Override
    protected OptionSpec<Integer> epochs() {
        return EPOCHS;
    }

    @Override
    protected OptionSpec<Double> learningRate() {
        return LEARNING_RATE;
    }

    @Override
    protected List<OptionSpec<?>> methodOptions() {
        return List.of(PROJECTIONS, PROJECTION_SIZE, HIDDEN, EPSILON, UNCERTAINTY);
    }

    @Override
    protected FeatureNetwork network(PatchExtractor extractor, Options options) {
        return new Sla2pNetwork(extractor, options);
    }

    @Override
    protected Joining joining() {
        return Joining.LOCALLY_AWARE;
    }
}
