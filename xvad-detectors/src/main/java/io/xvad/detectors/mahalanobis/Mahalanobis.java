package io.xvad.detectors.mahalanobis;

import io.xvad.core.Purpose;
import io.xvad.core.Samples;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.core.progress.Cancellation;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.pretext.ClassifierDetector;
import io.xvad.detectors.pretext.Confidence;
import io.xvad.detectors.pretext.OwnClassifier;
import io.xvad.detectors.pretext.PretextOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The Mahalanobis detector (Lee et al., 2018, "A Simple Unified Framework for Detecting Out-of-Distribution Samples and
 * Adversarial Attacks") on a classifier that learns a pretext task without labels, or on one of the user's, whose answer is
 * then the class of a normal image: each stage has Gaussians of its features, one a class, with one covariance; the image is
 * moved a little towards them. The paper weighs stages by regression on anomalies; here, where there are none, each stage's
 * distance is standardised on normal images and all count the same, and one perturbation serves all stages.
 */
public final class Mahalanobis extends ClassifierDetector {

    /** The largest number of epochs. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(30);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.001);

    /** Length of the perturbation. */
    public static final OptionSpec<Double> EPSILON = OptionSpec.decimal(
            "epsilon",
            0.0014,
            0,
            1,
            "How far each value of an image, in [0, 1], is moved to make the network more confident");

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
        return "Distance from the Gaussians of a self-supervised classifier's features (Lee et al. 2018)";
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
                EPSILON,
                PretextOptions.CLASSIFIER,
                PretextOptions.CLASSIFIER_PIXELS,
                CLASSIFIER_LAYERS,
                ImageOptions.SIZE);
    }

    @Override
    protected OptionSpec<Integer> epochs() {
        return EPOCHS;
    }

    @Override
    protected ImageNetwork network(Options options, long seed) {
        return new MahalanobisNetwork(options, seed);
    }

    @Override
    protected double epsilon(Options options) {
        return options.get(EPSILON);
    }

    @Override
    protected List<String> layers(Options options) {
        String names = options.get(CLASSIFIER_LAYERS);
        return names.isEmpty() ? List.of() : List.of(names.split(","));
    }

    @Override
    protected Confidence learn(OwnClassifier classifier, Samples normals, FitRequest request) {
        List<Map<String, Tensor>> outputs = new ArrayList<>();
        for (int i = 0; i < normals.size(); i++) {
            Cancellation.check();
            outputs.add(classifier.outputs(normals.get(i).requireImage()));
            request.progress().progressed("classify", i + 1L, normals.size());
        }
        List<String> asked = layers(request.options());
        List<String> names = asked.isEmpty() ? List.of(classifier.features()) : asked;
        return GaussianConfidence.learned(outputs, classifier.logits(), names);
    }

    @Override
    protected Confidence read(OwnClassifier classifier, ModelReader model, Options options) {
        return GaussianConfidence.read(model);
    }
}
