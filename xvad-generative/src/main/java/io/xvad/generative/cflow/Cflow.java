package io.xvad.generative.cflow;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.detectors.featurenetwork.FeatureNetworkDetector;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.features.Joining;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.generative.flow.FlowOptions;
import java.util.List;
import java.util.Optional;

/**
 * Scores a place by how unlikely the features of a frozen network are at just that place: CFLOW-AD (Gudovskiy, Ishizaka and Kozuka 2022,
 * "CFLOW-AD: Real-Time Unsupervised Anomaly Detection with Localization via Conditional Normalizing Flows", WACV). Each layer has a flow of
 * its own over the features of a single place, whose coupling steps are told where the place is. Features are standardised and get noise
 * while it learns, which the authors' do not; an option turns the noise off. Stateless.
 *
 * <p>The authors put the likelihoods of each layer on a scale by the highest in the test set, which needs all images before the first is
 * judged and makes the score of one depend on the others. Here the highest of normal images that were held out from training takes its
 * place.
 */
public final class Cflow extends FeatureNetworkDetector {

    /** The number of passes over the training images. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(100);

    /** First step of the optimiser, which falls to 0 along half a cosine. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.003);

    /** Number of places whose feature vectors are drawn from each image and layer for a training step. */
    public static final OptionSpec<Integer> PLACES = OptionSpec.integer(
            "places",
            64,
            1,
            1_000_000,
            "Places of each image and layer whose features go into a step, drawn anew each time");

    /** Length of the condition. */
    public static final OptionSpec<Integer> POSITION_CODE =
            OptionSpec.integer("position-code", 128, 4, 4096, "Values that say where a place is, a multiple of 4");

    static final String HELD_OUT = "held-out";
    static final String TRAINING = "training";

    /** Which images say how likely the likeliest place is. */
    public static final OptionSpec<String> SCALE = OptionSpec.choice(
            "scale",
            HELD_OUT,
            List.of(HELD_OUT, TRAINING),
            "Whether a tenth of the normal images is held out from training to say how likely the likeliest place of a layer is, or those"
                    + " learned from say it");

    /** Standard deviation of the Gaussian noise that is added to the standardised features in training. */
    public static final OptionSpec<Double> NOISE = FlowOptions.noise(0.1);

    /** Passes of the authors' code over all places, each in steps of 256 places of 32 images: 25 epochs of 8. */
    private static final int PAPER_PASSES = 200;

    /** Places of the finest layer of an image of 256 pixels. */
    private static final int PAPER_PLACES = 32 * 32;

    @Override
    public String name() {
        return "cflow";
    }

    @Override
    public String description() {
        return "How unlikely features are at their place under a conditional flow (Gudovskiy et al. 2022)";
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
        return List.of(PLACES, FlowOptions.STEPS, POSITION_CODE, SCALE, NOISE);
    }

    @Override
    protected Optional<Preset> paper() {
        return Optional.of(Preset.paper("the packaged backbone, standardised features, and where the scale comes from")
                .with(EPOCHS, PAPER_PASSES * PAPER_PLACES / 8)
                .with(LEARNING_RATE, 2e-4)
                .with(TrainingOptions.BATCH, 32)
                .with(PLACES, 8)
                .with(NOISE, 0.0)
                .with(FeatureOptions.INPUT_SIZE, 256)
                .with(FeatureOptions.TRAINING_IMAGES, 0));
    }

    @Override
    protected boolean stopsEarly() {
        return false;
    }

    @Override
    protected Joining joining() {
        return Joining.REPEATED;
    }

    @Override
    protected FeatureNetwork network(PatchExtractor extractor, Options options) {
        return CflowNetwork.of(extractor, options);
    }
}
