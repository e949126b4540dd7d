package io.xvad.detectors.simplenet;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.detectors.featurenetwork.FeatureNetworkDetector;
import io.xvad.detectors.features.PatchExtractor;
import java.util.List;

/**
 * Scores a place by what a discriminator says of its features, which was trained to tell features of normal images from the
 * same features with noise: SimpleNet (Liu, Zhou, Xu and Wang 2023, "SimpleNet: A Simple Network for Image Anomaly Detection
 * and Localization", CVPR). Features are standardised first, and the noise is in standard deviations; the paper's 0.015 is for
 * features of another network as they are. The paper's hidden layer has 1024 units. The paper's adaptor starts at random and
 * learns half as fast as the discriminator; here it starts as the identity and learns far more slowly, since otherwise it
 * makes features so small that any noise is told from them. Steps see places drawn from the images, and their size falls to zero.
 */
public final class SimpleNet extends FeatureNetworkDetector {

    /** The largest number of passes over the training images. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(150);

    /** First step of the optimiser for the discriminator; it falls to zero in a straight line. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.002);

    /**
     * Early stopping. The loss on normal images held out says how well noise is told, not how well defects are, and is uneven;
     * training goes on while it may still fall.
     */
    public static final OptionSpec<Integer> PATIENCE = TrainingOptions.patience(1000);

    /** Width of the discriminator. */
    public static final OptionSpec<Integer> HIDDEN =
            OptionSpec.integer("hidden", 256, 1, 8192, "Units of the discriminator's hidden layer");

    /** How anomalous the features made from normal ones are. */
    public static final OptionSpec<Double> NOISE = OptionSpec.decimal(
            "noise", 0.3, 1e-6, 100, "Standard deviation of the noise that makes anomalous features");

    /** How fast the adaptor learns. */
    public static final OptionSpec<Double> ADAPTOR_RATE = OptionSpec.decimal(
            "adaptor-rate",
            0.015,
            0,
            10,
            "Step of the adaptor as a share of the discriminator's; 0 leaves features as they are");

    /** How much of an image a step sees. */
    public static final OptionSpec<Integer> PLACES =
            OptionSpec.integer("places", 64, 0, 1_000_000, "Places drawn from each image of a step; 0 for all");

    @Override
    public String name() {
        return "simplenet";
    }

    @Override
    public String description() {
        return "Learns to tell normal features from the same with noise (Liu et al. 2023)";
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
    protected OptionSpec<Integer> patience() {
        return PATIENCE;
    }

    @Override
    protected List<OptionSpec<?>> methodOptions() {
        return List.of(HIDDEN, NOISE, ADAPTOR_RATE, PLACES);
    }

    @Override
    protected FeatureNetwork network(PatchExtractor extractor, Options options) {
        return new SimpleNetNetwork(extractor, options);
    }

    @Override
    protected boolean locallyAware() {
        return true;
    }
}
