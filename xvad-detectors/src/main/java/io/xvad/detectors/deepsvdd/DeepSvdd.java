package io.xvad.detectors.deepsvdd;

import io.xvad.core.Purpose;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.ImageNetworkDetector;
import io.xvad.detectors.network.ImageOptions;
import java.util.List;
import java.util.Set;

/**
 * Deep SVDD (Ruff et al., 2018, "Deep One-Class Classification"): a network without biases maps normal images close to a
 * fixed centre; the score is the squared distance to it, less the squared radius for the soft boundary. The map is how
 * strongly each pixel moves the distance, which is a sensitivity and no part of the paper. As in the paper the network is of LeNet type,
 * sees images after global contrast normalisation and has the weights of an autoencoder's encoder at first, whose mean output is the
 * centre; the learning rates of both fall to a tenth at a milestone. The paper's images have 28 or 32 pixels.
 */
public final class DeepSvdd extends ImageNetworkDetector {

    private static final String ONE_CLASS = "one-class";
    static final String SOFT_BOUNDARY = "soft-boundary";

    /** The largest number of epochs. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(50);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.0001);

    /** One-class or soft-boundary. */
    public static final OptionSpec<String> OBJECTIVE = OptionSpec.choice(
            "objective",
            ONE_CLASS,
            List.of(ONE_CLASS, SOFT_BOUNDARY),
            "Whether all normal images are drawn to the centre, or those outside a ball into it");

    /** Share of normal images outside a soft boundary. */
    public static final OptionSpec<Double> NU = OptionSpec.decimal(
            "nu", 0.1, 0.001, 1, "Share of the normal images that a soft boundary leaves outside, at most");

    /** Length of the code. */
    public static final OptionSpec<Integer> LATENT = OptionSpec.integer(
            "latent",
            128,
            1,
            4096,
            "Values of the network's output, rounded up to a multiple of the positions before it, 16 where input-size is a power of 2");

    /** Width of the network. */
    public static final OptionSpec<Integer> WIDTH = OptionSpec.integer(
            "width", 16, 1, 1024, "Channels of the first convolution; the next has twice as many, others four times");

    /** Side of the images. */
    public static final OptionSpec<Integer> SIZE = ImageOptions.size(64);

    /** When the step becomes smaller. */
    public static final OptionSpec<Integer> MILESTONE =
            OptionSpec.integer("milestone", 20, 1, 100_000, "Epochs after which the step of the optimiser is a tenth");

    /** Passes of the autoencoder that comes first. */
    public static final OptionSpec<Integer> PRETRAINING_EPOCHS = OptionSpec.integer(
            "pretraining-epochs",
            50,
            0,
            100_000,
            "Passes over the training images of the autoencoder whose encoder is trained further; 0 leaves it out");

    /** Its step. */
    public static final OptionSpec<Double> PRETRAINING_LEARNING_RATE = OptionSpec.decimal(
            "pretraining-learning-rate", 0.001, 1e-9, 10, "Step of the optimiser of the autoencoder");

    /** When its step becomes smaller. */
    public static final OptionSpec<Integer> PRETRAINING_MILESTONE = OptionSpec.integer(
            "pretraining-milestone",
            35,
            1,
            100_000,
            "Epochs after which the step of the optimiser of the autoencoder is a tenth");

    /** When the radius is known. */
    public static final OptionSpec<Integer> WARM_UP = OptionSpec.integer(
            "warm-up",
            10,
            0,
            100_000,
            "Epochs before the radius of a soft boundary, 0 at first, is set from the distances");

    @Override
    public String name() {
        return "deep-svdd";
    }

    @Override
    public String description() {
        return "Distance from the centre to which a network maps normal images (Ruff et al. 2018)";
    }

    @Override
    public Purpose purpose() {
        return Purpose.COMPARISON;
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(Differentiable.class, WholeGraph.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        return ImageOptions.all(
                EPOCHS,
                LEARNING_RATE,
                OBJECTIVE,
                NU,
                WARM_UP,
                MILESTONE,
                SIZE,
                WIDTH,
                LATENT,
                PRETRAINING_EPOCHS,
                PRETRAINING_LEARNING_RATE,
                PRETRAINING_MILESTONE);
    }

    @Override
    public List<Preset> presets() {
        Preset quick = Preset.quick("small images, few passes")
                .with(EPOCHS, 5)
                .with(PRETRAINING_EPOCHS, 5)
                .with(SIZE, 32);
        Preset paper = Preset.paper("AMSGrad, which its authors take for some data")
                .with(EPOCHS, 150)
                .with(TrainingOptions.PATIENCE, 150)
                .with(TrainingOptions.BATCH, 200)
                .with(MILESTONE, 50)
                .with(PRETRAINING_EPOCHS, 350)
                .with(PRETRAINING_LEARNING_RATE, 1e-4)
                .with(PRETRAINING_MILESTONE, 250)
                .with(SIZE, 32)
                .with(WIDTH, 32);
        Preset standard = Preset.standard(
                "As without a preset",
                EPOCHS,
                TrainingOptions.PATIENCE,
                TrainingOptions.BATCH,
                MILESTONE,
                PRETRAINING_EPOCHS,
                PRETRAINING_LEARNING_RATE,
                PRETRAINING_MILESTONE,
                SIZE,
                WIDTH);
        return List.of(quick, standard, paper);
    }

    /** Models of earlier versions, whose network was not pretrained, are refused. */
    @Override
    protected void requireReadable(ModelReader model) {
        if (!model.provenance().options().containsKey(PRETRAINING_EPOCHS.name())) {
            throw ofAnotherNetwork();
        }
    }

    @Override
    protected OptionSpec<Integer> epochs() {
        return EPOCHS;
    }

    @Override
    protected ImageNetwork network(Options options, long seed) {
        return new DeepSvddNetwork(options, seed);
    }

    @Override
    protected boolean hasScore(Options options) {
        return true;
    }
}
