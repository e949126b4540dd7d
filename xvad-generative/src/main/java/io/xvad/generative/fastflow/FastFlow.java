package io.xvad.generative.fastflow;

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
 * Scores a place by how unlikely the features of a frozen network are there under a normalising flow of whole feature maps: FastFlow (Yu,
 * Zheng, Wang, Li, Wu, Zhao and Wu 2021, "FastFlow: Unsupervised Anomaly Detection and Localization via 2D Normalizing Flows",
 * arXiv:2111.07677). Each layer has a flow of its own, whose coupling steps ask convolutions of 3 x 3 and of 1 x 1 places in turn, so that
 * what is likely at a place depends on what is around it. There is no code of the authors; where the paper leaves things open this follows
 * the implementation in anomalib: the global scale of each step, the factor before the subnets, and a score without the determinant. It
 * leaves both in that features are standardised rather than normalised by a layer that is trained, whose scale would be missing in the
 * determinant, in the noise that they get while it learns, which an option turns off, and in a learning rate that falls to 0 along a
 * line. Stateless.
 */
public final class FastFlow extends FeatureNetworkDetector {

    /** The largest number of passes over the training images. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(50);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.001);

    /** Whether the subnets of all coupling steps have kernels of 3 x 3, not of 3 x 3 and 1 x 1 in turn. */
    public static final OptionSpec<Boolean> ONLY_3X3 = OptionSpec.flag(
            "conv3x3-only",
            false,
            "Whether the convolutions of all steps see 3 x 3 places, as the paper has it for large networks; otherwise those of every"
                    + " second step see one");

    /** Width of the networks within the steps. */
    public static final OptionSpec<Double> HIDDEN_RATIO = OptionSpec.decimal(
            "hidden-ratio",
            1,
            0.01,
            100,
            "Channels between the two convolutions of a step, as a share of those that go in");

    /** Standard deviation of the Gaussian noise that is added to the standardised features in training. */
    public static final OptionSpec<Double> NOISE = FlowOptions.noise(0.3);

    @Override
    public String name() {
        return "fastflow";
    }

    @Override
    public String description() {
        return "How unlikely features are under a flow of whole feature maps (Yu et al. 2021)";
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
        return List.of(FlowOptions.STEPS, ONLY_3X3, HIDDEN_RATIO, NOISE);
    }

    @Override
    protected Optional<Preset> paper() {
        return Optional.of(Preset.paper("the packaged backbone, standardised features in place of layer normalisation")
                .with(FeatureOptions.LAYERS, List.of("stride4", "stride8", "stride16"))
                .with(HIDDEN_RATIO, 1.0)
                .with(NOISE, 0.0)
                .with(EPOCHS, 500)
                .with(TrainingOptions.BATCH, 32)
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
        return new FastFlowNetwork(extractor, options);
    }
}
