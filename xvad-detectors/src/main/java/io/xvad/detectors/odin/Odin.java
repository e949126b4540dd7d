package io.xvad.detectors.odin;

import io.xvad.core.Purpose;
import io.xvad.core.Samples;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.pretext.ClassifierDetector;
import io.xvad.detectors.pretext.Confidence;
import io.xvad.detectors.pretext.OwnClassifier;
import io.xvad.detectors.pretext.PretextOptions;
import java.util.List;

/**
 * ODIN (Liang et al., 2018, "Enhancing the Reliability of Out-of-distribution Image Detection in Neural Networks") on a
 * classifier that learns a pretext task without labels, or on one of the user's: each value of the image is moved a little
 * so that the classifier becomes more confident, and the score is how little confident it stays at a high temperature. The
 * map is the gradient that moved it.
 */
public final class Odin extends ClassifierDetector {

    /** The largest number of epochs. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(30);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.001);

    /** Temperature of the softmax. */
    public static final OptionSpec<Double> TEMPERATURE =
            OptionSpec.decimal("temperature", 1000, 0.001, 1e6, "What the logits are divided by before the softmax");

    /** Length of the perturbation. */
    public static final OptionSpec<Double> EPSILON = OptionSpec.decimal(
            "epsilon",
            0.0014,
            0,
            1,
            "How far each value of an image, in [0, 1], is moved to make the network more confident");

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
    public List<OptionSpec<?>> options() {
        return ImageOptions.all(
                EPOCHS,
                LEARNING_RATE,
                PretextOptions.TASK,
                TEMPERATURE,
                EPSILON,
                PretextOptions.CLASSIFIER,
                PretextOptions.CLASSIFIER_PIXELS,
                ImageOptions.SIZE);
    }

    @Override
    protected OptionSpec<Integer> epochs() {
        return EPOCHS;
    }

    @Override
    protected ImageNetwork network(Options options, long seed) {
        return new OdinNetwork(options, seed);
    }

    @Override
    protected double epsilon(Options options) {
        return options.get(EPSILON);
    }

    /** Learns nothing. */
    @Override
    protected Confidence learn(OwnClassifier classifier, Samples normals, FitRequest request) {
        return confidence(classifier, request.options());
    }

    @Override
    protected Confidence read(OwnClassifier classifier, ModelReader model, Options options) {
        return confidence(classifier, options);
    }

    private static Confidence confidence(OwnClassifier classifier, Options options) {
        return new SoftmaxConfidence(classifier.logits(), options.get(TEMPERATURE));
    }
}
