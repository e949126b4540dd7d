package io.xvad.detectors.simplenet;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.detectors.featurenetwork.FeatureNetworkDetector;
import io.xvad.detectors.featurenetwork.Scaling;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.features.Joining;
import io.xvad.detectors.features.PatchExtractor;
import java.util.List;
import java.util.Optional;

/**
 * Scores a place by what a discriminator says of its features, which was trained to tell features of normal images from the
 * same features with noise: SimpleNet (Liu, Zhou, Xu and Wang 2023, "SimpleNet: A Simple Network for Image Anomaly Detection
 * and Localization", CVPR). Features are first divided by the geometric mean of their own standard deviation and that of all,
 * which the noise is relative to; the paper's 0.015 is for features of another network as they are. The learning rate falls to
 * 0 along a line. The paper's hidden layer has 1024 units.
 */
public final class SimpleNet extends FeatureNetworkDetector {

    /** The number of passes over the training images. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(400);

    /** First step of the optimiser, which falls to 0; the adaptor takes a hundredth of it. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.001);

    /** Batch size: many images, since few make the normalisation, and with it the outcome, a matter of chance. */
    public static final OptionSpec<Integer> BATCH = TrainingOptions.batch(64);

    /** Width of the discriminator. */
    public static final OptionSpec<Integer> HIDDEN =
            OptionSpec.integer("hidden", 512, 1, 8192, "Units of the discriminator's hidden layer");

    /** How anomalous the features made from normal ones are. */
    public static final OptionSpec<Double> NOISE = OptionSpec.decimal(
            "noise", 0.4, 1e-6, 100, "Standard deviation of the noise that makes anomalous features");

    /** How many features of an image go into a step. */
    public static final OptionSpec<Integer> PLACES = OptionSpec.integer(
            "places", 32, 1, 1_000_000, "Places of each image whose features go into a step, drawn anew each time");

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
    protected OptionSpec<Integer> batch() {
        return BATCH;
    }

    @Override
    protected List<OptionSpec<?>> methodOptions() {
        return List.of(HIDDEN, NOISE, PLACES);
    }

    @Override
    protected int quickEpochs() {
        return 50;
    }

    @Override
    protected Optional<Preset> paper() {
        return Optional.of(
                Preset.paper("the packaged backbone, the noise that goes with it, and the rate of the adaptor")
                        .with(HIDDEN, 1024)
                        .with(PLACES, 36 * 36)
                        .with(BATCH, 8)
                        .with(EPOCHS, 160)
                        .with(LEARNING_RATE, 2e-4)
                        .with(FeatureOptions.INPUT_SIZE, 288)
                        .with(FeatureOptions.TRAINING_IMAGES, 0));
    }

    @Override
    protected FeatureNetwork network(PatchExtractor extractor, Options options) {
        return new SimpleNetNetwork(extractor, options);
    }

    @Override
    protected Scaling scaling() {
        return Scaling.HALFWAY;
    }

    @Override
    protected boolean stopsEarly() {
        return false;
    }

    @Override
    protected Joining joining() {
        return Joining.LOCALLY_AWARE;
    }
}
