package io.xvad.detectors.pretext;

import io.xvad.core.option.OptionSpec;
import java.util.Arrays;
import java.util.List;

/** Options that detectors with a classifier share. */
public final class PretextOptions {

    /** The pretext task that the classifier learns. */
    public static final OptionSpec<String> TASK = OptionSpec.choice(
            "task",
            PretextTask.ROTATIONS.taskName(),
            Arrays.stream(PretextTask.values()).map(PretextTask::taskName).toList(),
            "What the classifier is taught: how an image is rotated, or which synthetic defect it has");

    /** A classifier that somebody else has trained. */
    public static final OptionSpec<String> CLASSIFIER = OptionSpec.text(
            "classifier",
            "",
            "an ONNX file, a zip written by DL4J's ModelSerializer, or empty",
            "A classifier of one's own, used as it is; none: one is trained without labels");

    /** How its input is normalised. */
    public static final OptionSpec<String> CLASSIFIER_PIXELS = OptionSpec.choice(
            "classifier-pixels",
            "imagenet",
            List.of("imagenet", "unit"),
            "What that classifier sees: pixels less ImageNet's mean over its deviation, or pixels in [0, 1]");

    private PretextOptions() {}
}
