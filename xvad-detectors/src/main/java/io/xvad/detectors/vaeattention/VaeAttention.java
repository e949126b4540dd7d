package io.xvad.detectors.vaeattention;

import io.xvad.core.Purpose;
import io.xvad.core.capability.Attends;
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
 * Gradient attention of a variational autoencoder (Liu et al., 2020, "Towards Visually Explaining Variational
 * Autoencoders"): the difference between the code of an image and that of normal ones is followed back to a layer of the
 * encoder, and the map is where that layer accounts for the difference. The score, which the paper leaves open, is how far
 * the code is from normal ones. With {@code total-correlation} above 0 the autoencoder is a FactorVAE (Kim and Mnih 2018,
 * "Disentangling by Factorising"), as in the paper's AD-FactorVAE; the paper's attention disentanglement loss, which separates
 * attention of different latent dimensions and plays no part in its anomaly maps, is not there.
 */
public final class VaeAttention extends ImageNetworkDetector {

    private static final String DIFFERENCE = "difference";
    static final String STANDARDISED = "standardised";

    /** The largest number of epochs. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(20);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.001);

    /** The target that attention follows back. */
    public static final OptionSpec<String> TARGET = OptionSpec.choice(
            "target",
            STANDARDISED,
            List.of(STANDARDISED, DIFFERENCE),
            "What is followed back: the sum of absolute differences in standard deviations, or of differences as in the paper");

    /** The layer that attends. */
    public static final OptionSpec<String> LAYER = OptionSpec.choice(
            "layer",
            "encoder-4",
            List.of("encoder-2", "encoder-4", "encoder-6"),
            "The encoder's layer that attends, of stride 4, 8 or 16");

    /** Weight of the total correlation. */
    public static final OptionSpec<Double> TOTAL_CORRELATION = OptionSpec.decimal(
            "total-correlation",
            0,
            0,
            1000,
            "Weight of the total correlation of the code (FactorVAE); 0 leaves it out");

    @Override
    public String name() {
        return "vae-attention";
    }

    @Override
    public String description() {
        return "Where a variational autoencoder's code differs from normal ones, by gradient attention (Liu et al. 2020)";
    }

    @Override
    public Purpose purpose() {
        return Purpose.COMPARISON;
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(Attends.class, Reconstructs.class, WholeGraph.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        return ImageOptions.all(
                EPOCHS,
                LEARNING_RATE,
                Vae.BETA,
                TARGET,
                LAYER,
                TOTAL_CORRELATION,
                ImageOptions.MAP,
                ImageOptions.SIZE,
                ImageOptions.LATENT);
    }

    @Override
    protected OptionSpec<Integer> epochs() {
        return EPOCHS;
    }

    @Override
    protected ImageNetwork network(Options options, long seed) {
        return new VaeAttentionNetwork(options, seed);
    }

    @Override
    protected boolean hasScore(Options options) {
        return true;
    }
}
