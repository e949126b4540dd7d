package io.xvad.detectors.fcdd;

import io.xvad.core.Supervision;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.detectors.featurenetwork.FeatureNetworkDetector;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.PatchExtractor;
import java.util.List;
import java.util.Set;

/**
 * Scores a place by the output of a fully convolutional network there, which maps normal images near 0 and anomalous ones away
 * from it: FCDD (Liznerski, Ruff, Vandermeulen, Franks, Kloft and Müller 2021, "Explainable Deep One-Class Classification",
 * ICLR). The output is the map that explains the score, enlarged with a Gaussian. Anomalous images are normal ones with synthetic
 * defects, and labelled anomalies where there are some, with or without masks. As in the paper's experiments on MVTec-AD, the first layers are
 * frozen ones of a network trained on ImageNet; here they are the backbone, and convolutions of one pixel are trained on its
 * features.
 */
public final class Fcdd extends FeatureNetworkDetector {

    private static final String IMAGE = "image";
    static final String PIXEL = "pixel";

    /** The largest number of passes over the training images. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(30);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.001);

    /** Width of the network. */
    public static final OptionSpec<Integer> HIDDEN =
            OptionSpec.integer("hidden", 128, 1, 8192, "Channels of the hidden convolution");

    /** How many synthetic anomalies there are. */
    public static final OptionSpec<Integer> OUTLIERS =
            OptionSpec.integer("outliers", 2, 1, 100, "Copies with a synthetic defect for each training image");

    /** The loss to train with: over labels of images or over masks. */
    public static final OptionSpec<String> SUPERVISION = OptionSpec.choice(
            "supervision",
            IMAGE,
            List.of(IMAGE, PIXEL),
            "Whether training is told which images are anomalous, or which pixels (semi-supervised)");

    @Override
    public String name() {
        return "fcdd";
    }

    @Override
    public String description() {
        return "Fully convolutional one-class network against synthetic defects (Liznerski et al. 2021)";
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
        return List.of(HIDDEN, OUTLIERS, SUPERVISION);
    }

    @Override
    protected FeatureNetwork network(PatchExtractor extractor, Options options) {
        return new FcddNetwork(extractor, options);
    }

    @Override
    protected MapPainter painter(PatchExtractor extractor, Options options) {
        return MapPainter.gaussian(extractor.spec().inputSize(), options.get(FeatureOptions.SIGMA));
    }

    @Override
    public Set<Supervision> supervision() {
        return Set.of(Supervision.ONE_CLASS, Supervision.SEMI_SUPERVISED);
    }

    /** Earlier versions read labelled anomalies from a directory of this option. */
    @Override
    protected Set<String> retiredOptions() {
        return Set.of("anomalies");
    }
}
