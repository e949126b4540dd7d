package io.xvad.detectors.pretext;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.network.ImageOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** Options that detectors with a classifier share. */
public final class PretextOptions {

    static final String RESNET_18 = "resnet18";
    static final String RESNET_34 = "resnet34";
    static final String SGD = "sgd";
    private static final String AUTO = "auto";

    /** The largest number of epochs. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(50);

    /** First step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.002);

    /** The pretext task that the classifier learns. */
    public static final OptionSpec<String> TASK = OptionSpec.choice(
            "task",
            PretextTask.ROTATIONS.taskName(),
            Arrays.stream(PretextTask.values()).map(PretextTask::taskName).toList(),
            "What the classifier is taught: how an image is rotated, or which synthetic defect it has");

    /** Its network. */
    public static final OptionSpec<String> NETWORK = OptionSpec.choice(
            "network",
            "small",
            List.of("small", RESNET_18, RESNET_34),
            "The residual network that is taught: small has one block of 24, 24, 48, 96 and 192 channels a stage");

    /** The optimiser. */
    public static final OptionSpec<String> OPTIMISER = OptionSpec.choice(
            "optimiser",
            "adam",
            List.of("adam", SGD),
            "Adam with a learning rate that falls to 0, or gradient descent with momentum 0.9, a rate that falls to a tenth after"
                    + " half and after three quarters of the epochs and a weight decay of 0.0005, as in the papers");

    /** Length of the perturbation. */
    public static final OptionSpec<String> EPSILON = OptionSpec.decimalOr(
            "epsilon",
            AUTO,
            List.of(AUTO),
            0,
            1,
            "How far each value of an image, in [0, 1], is moved to make the network more confident; auto takes what makes it most"
                    + " confident of normal images held out");

    /** A classifier that somebody else has trained. */
    public static final OptionSpec<String> CLASSIFIER = OptionSpec.text(
            "classifier",
            "",
            "an ONNX file, a zip written by DL4J's ModelSerializer, or empty",
            "A classifier of one's own, used as it is; none: one is trained without labels");

    /** Normalisation of the pixels that the classifier of one's own is given. */
    public static final OptionSpec<String> CLASSIFIER_PIXELS = OptionSpec.choice(
            "classifier-pixels",
            "imagenet",
            ClassifierPixels.names(),
            "What that classifier sees: pixels less ImageNet's mean over its deviation, pixels in [0, 1], in [-1, 1] or from 0 to 255");

    private PretextOptions() {}

    /** The length that is asked for; empty if it is to be chosen. */
    public static OptionalDouble epsilon(Options options) {
        String text = options.get(EPSILON);
        return text.equals(AUTO) ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
    }

    /** All options of a detector that teaches a classifier, with its own before the size of images. */
    static List<OptionSpec<?>> all(List<OptionSpec<?>> own) {
        List<OptionSpec<?>> options = new ArrayList<>(List.of(TASK, NETWORK, OPTIMISER, EPSILON));
        options.addAll(own);
        options.add(ImageOptions.SIZE);
        return ImageOptions.all(EPOCHS, LEARNING_RATE, options.toArray(OptionSpec<?>[]::new));
    }

    /** A residual network of 34 layers, trained as the papers train it; each image is four of a batch. */
    static Preset paper() {
        return Preset.paper("rotations in place of labelled classes, and images of 128 pixels")
                .with(NETWORK, RESNET_34)
                .with(EPOCHS, 200)
                .with(TrainingOptions.BATCH, 32)
                .with(OPTIMISER, SGD)
                .with(LEARNING_RATE, 0.1)
                .with(TrainingOptions.PATIENCE, 200);
    }
}
