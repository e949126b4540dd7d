package io.xvad.detectors.odin;

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
 * ODIN (Liang et al., 2018, "Enhancing the Reliability of Out-of-distribution Image Detection in Neural Networks") on a
 * classifier that learns a pretext task without labels, or on one of the user's: each value of the image is moved a little
 * so that the classifier becomes more confident, and the score is how little confident it stays at a high temperature. The
 * map is the gradient that moved it. How far values are moved is chosen on normal images held out (Hsu et al., 2020), where the
 * paper chooses it on images that are not normal.
 */
public final class Odin extends ClassifierDetector {

    /** Temperature of the softmax. */
    public static final OptionSpec<Double> TEMPERATURE =
            OptionSpec.decimal("temperature", 1000, 0.001, 1e6, "What the logits are divided by before the softmax");

    @Override
    public String name() {
        return "odin";
    }

    @Override
    public String description() {
        return "How confident a self-supervised classifier is of a perturbed image (Liang et al. 2018)";
    }

    @Override
    public Purpose purpose() {
        return Purpose.COMPARISON;
    }

    @Override
    protected List<OptionSpec<?>> ownOptions() {
        return List.of(TEMPERATURE);
    }

    @Override
    protected ImageNetwork network(Options options, long seed) {
        return new OdinNetwork(options, seed);
    }

    @Override
    protected boolean learnsFromNormals() {
        return false;
    }

    @Override
    protected Confidence learn(OwnClassifier classifier, List<Map<String, Tensor>> outputs, Options options) {
        return new SoftmaxConfidence(classifier.logits(), options.get(TEMPERATURE));
    }

    @Override
    protected Confidence read(String logits, ModelReader model, Options options) {
        return new SoftmaxConfidence(logits, options.get(TEMPERATURE));
    }
}
