package io.xvad.detectors.mahalanobis;

import io.xvad.core.Purpose;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.pretext.ClassifierDetector;
import io.xvad.detectors.pretext.Confidence;
import io.xvad.detectors.pretext.OwnClassifier;
import java.util.List;
import java.util.Map;

/**
 * The Mahalanobis detector (Lee et al., 2018, "A Simple Unified Framework for Detecting Out-of-Distribution Samples and
 * Adversarial Attacks") on a classifier that learns a pretext task without labels, or on one of the user's, whose answer is
 * then the class of a normal image: the first convolution and each stage have Gaussians of their features, one a class, with one
 * covariance; the image is moved a little towards them. The paper weighs stages by regression on anomalies; here none are used, each
 * stage's distance is standardised on normal images and all count the same, and one perturbation serves all stages.
 */
public final class Mahalanobis extends ClassifierDetector {

    /** Layers of a classifier of the user's. */
    public static final OptionSpec<String> CLASSIFIER_LAYERS = OptionSpec.text(
            "classifier-layers",
            "",
            "names of values in the ONNX file with commas between, or empty",
            "Layers of one's own classifier that are looked at; none: what goes into its last linear layer");

    @Override
    public String name() {
        return "mahalanobis";
    }

    @Override
    public String description() {
        return "Distance from the Gaussians of a self-supervised classifier's features (after Lee et al. 2018)";
    }

    @Override
    public Purpose purpose() {
        return Purpose.COMPARISON;
    }

    @Override
    protected List<OptionSpec<?>> ownOptions() {
        return List.of(CLASSIFIER_LAYERS);
    }

    @Override
    protected ImageNetwork network(Options options, long seed) {
        return new MahalanobisNetwork(options, seed);
    }

    @Override
    protected List<String> layers(Options options) {
        String names = options.get(CLASSIFIER_LAYERS);
        return names.isEmpty() ? List.of() : List.of(names.split(","));
    }

    @Override
    protected boolean learnsFromNormals() {
        return true;
    }

    @Override
    protected Confidence learn(OwnClassifier classifier, List<Map<String, Tensor>> outputs, Options options) {
        return GaussianConfidence.learned(outputs, classifier.logits(), classifier.layers());
    }

    @Override
    protected Confidence read(String logits, ModelReader model, Options options) {
        return GaussianConfidence.read(model);
    }
}
