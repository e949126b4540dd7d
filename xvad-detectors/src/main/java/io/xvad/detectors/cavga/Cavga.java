package io.xvad.detectors.cavga;

import io.xvad.core.Purpose;
import io.xvad.core.capability.Attends;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.ImageNetworkDetector;
import io.xvad.detectors.network.ImageOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * CAVGA, unsupervised form (Venkataramanan et al., 2020, "Attention Guided Anomaly Localization in Images", ECCV): a variational
 * autoencoder with a convolutional latent and an adversary is trained so that the attention of its latent covers all of a
 * normal image; the map is where attention is missing, {@code 1 - A}. The score is the highest value of that, or, with {@code
 * score=difference} as in the paper, the mean absolute difference from the reconstruction, which the paper also brings to [0, 1] over
 * a test set. {@code encoder=dcgan} is the paper's CAVGA-D, though
 * not trained on faces first, {@code encoder=backbone} is after its CAVGA-R: the pretrained network is the packaged one and stays frozen.
 * The reconstruction loss is a cross-entropy and with the divergence divided by the number of values of an image, which the paper
 * leaves open; the generator's part of the adversarial loss is {@code -log D} (Goodfellow et al. 2014, section 3). The attention is the
 * sigmoid of Grad-CAM without a rectifier before it, which would stop the loss where it is needed.
 */
public final class Cavga extends ImageNetworkDetector {

    static final String BACKBONE = "backbone";
    static final String DIFFERENCE = "difference";
    private static final String DCGAN = "dcgan";
    private static final String MAP_MAX = "map-max";

    /** The largest number of epochs. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(40);

    /** Step of the optimisers. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.001);

    /** The encoder, and the decoder that goes with it. */
    public static final OptionSpec<String> ENCODER = OptionSpec.choice(
            "encoder",
            BACKBONE,
            List.of(BACKBONE, DCGAN),
            "The packaged backbone, frozen, with a residual generator (after CAVGA-R), or discriminator and generator of DCGAN (CAVGA-D)");

    /** Width of the networks. */
    public static final OptionSpec<Integer> WIDTH = OptionSpec.integer(
            "width", 8, 1, 256, "Channels of the largest grid, twice as many at each smaller one; 64 in DCGAN");

    /** Weight of the divergence. */
    public static final OptionSpec<Double> BETA = OptionSpec.decimal(
            "beta", 1, 0, 1000, "Weight of the divergence from the prior; 1 is the bound of the likelihood");

    /** Length of the code at each position. */
    public static final OptionSpec<Integer> LATENT_CHANNELS =
            OptionSpec.integer("latent-channels", 16, 1, 1024, "Values of the code at each of its positions");

    /** Weight of the attention expansion loss. */
    public static final OptionSpec<Double> ATTENTION_WEIGHT = OptionSpec.decimal(
            "attention-weight", 0.01, 0, 100, "Weight of the share of a normal image that is not attended to");

    /** Weight of the adversarial loss. */
    public static final OptionSpec<Double> ADVERSARIAL_WEIGHT = OptionSpec.decimal(
            "adversarial-weight",
            0.01,
            0,
            100,
            "Weight of what tells reconstructions from images; 0 leaves it out, 1 in the paper");

    /** The score of an image: the maximum of the map, or the paper's. */
    public static final OptionSpec<String> SCORE = OptionSpec.choice(
            "score",
            MAP_MAX,
            List.of(MAP_MAX, DIFFERENCE),
            "Whether the image's score is the highest value of the map, or the mean difference from its reconstruction as in the paper");

    @Override
    public String name() {
        return "cavga";
    }

    @Override
    public String description() {
        return "Where the attention of a convolutional latent is missing (after Venkataramanan et al. 2020)";
    }

    @Override
    public Purpose purpose() {
        return Purpose.COMPARISON;
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(Attends.class, Differentiable.class, Reconstructs.class, WholeGraph.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        return ImageOptions.all(
                EPOCHS,
                LEARNING_RATE,
                ENCODER,
                WIDTH,
                BETA,
                LATENT_CHANNELS,
                ATTENTION_WEIGHT,
                ADVERSARIAL_WEIGHT,
                SCORE,
                ImageOptions.MAP,
                ImageOptions.SIZE);
    }

    @Override
    public List<Preset> presets() {
        Preset paper = Preset.paper("faces to train encoder, generator and adversary on before")
                .with(ENCODER, DCGAN)
                .with(WIDTH, 64)
                .with(ADVERSARIAL_WEIGHT, 1.0)
                .with(SCORE, DIFFERENCE)
                .with(EPOCHS, 150)
                .with(TrainingOptions.BATCH, 16)
                .with(LEARNING_RATE, 1e-4)
                .with(ImageOptions.SIZE, 256);
        return List.of(
                Preset.quick("small images, few passes").with(EPOCHS, 5).with(ImageOptions.SIZE, 64),
                Preset.standard(
                        "As without a preset",
                        ENCODER,
                        WIDTH,
                        ADVERSARIAL_WEIGHT,
                        SCORE,
                        EPOCHS,
                        TrainingOptions.BATCH,
                        LEARNING_RATE,
                        ImageOptions.SIZE),
                paper);
    }

    @Override
    protected Map<String, String> formerOptions() {
        return Map.of(ENCODER.name(), DCGAN, SCORE.name(), DIFFERENCE);
    }

    @Override
    protected OptionSpec<Integer> epochs() {
        return EPOCHS;
    }

    @Override
    protected ImageNetwork network(Options options, long seed) {
        return CavgaNetwork.of(options, seed);
    }

    @Override
    protected boolean hasScore(Options options) {
        return options.get(SCORE).equals(DIFFERENCE);
    }
}
