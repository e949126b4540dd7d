package io.xvad.detectors.cavga;

import io.xvad.core.Purpose;
import io.xvad.core.capability.Attends;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.ImageNetworkDetector;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.vae.Vae;
import java.util.List;
import java.util.Set;

/**
 * CAVGA, unsupervised form (Venkataramanan et al., 2020, "Attention Guided Anomaly Localization in Images"): a variational
 * autoencoder with a convolutional latent and an adversary is trained so that the attention of its latent covers all of a
 * normal image; the map is where attention is missing, the score the mean difference from the reconstruction. The encoder
 * is not pretrained, and the attention is a sigmoid of the weighed activations without a rectifier before it, which would
 * stop the loss where it is needed.
 */
public final class Cavga extends ImageNetworkDetector {

    /** The largest number of epochs. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(20);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.001);

    /** Length of the code at each position. */
    public static final OptionSpec<Integer> LATENT_CHANNELS =
            OptionSpec.integer("latent-channels", 16, 1, 1024, "Values of the code at each of its positions");

    /** Weight of the attention expansion loss. */
    public static final OptionSpec<Double> ATTENTION_WEIGHT = OptionSpec.decimal(
            "attention-weight", 0.01, 0, 100, "Weight of the share of a normal image that is not attended to");

    /** Weight of the adversarial loss. */
    public static final OptionSpec<Double> ADVERSARIAL_WEIGHT = OptionSpec.decimal(
            "adversarial-weight", 0.001, 0, 100, "Weight of what tells reconstructions from images; 0 leaves it out");

    @Override
    public String name() {
        return "cavga";
    }

    @Override
    public String description() {
        return "Where the attention of a convolutional latent is missing (Venkataramanan et al. 2020)";
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
                Vae.BETA,
                LATENT_CHANNELS,
                ATTENTION_WEIGHT,
                ADVERSARIAL_WEIGHT,
                ImageOptions.MAP,
                ImageOptions.SIZE);
    }

    @Override
    protected OptionSpec<Integer> epochs() {
        return EPOCHS;
    }

    @Override
    protected ImageNetwork network(Options options, long seed) {
        return new CavgaNetwork(options, seed);
    }

    @Override
    protected boolean hasScore(Options options) {
        return true;
    }
}
