package io.xvad.detectors.vaeattention;

import io.xvad.core.Purpose;
import io.xvad.core.capability.Attends;
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
import java.util.Set;

/**
 * Gradient attention of a variational autoencoder (Liu et al., 2020, "Towards Visually Explaining Variational
 * Autoencoders", CVPR): the difference between the code of an image and that of normal ones is followed back to the last convolution
 * of a ResNet-18, and the map is where that convolution accounts for the difference. Of the normal difference distribution (equation 4)
 * the mean is followed, which needs no draw. The score, which the paper leaves open, is how far
 * the code is from normal ones. With {@code total-correlation} above 0 the autoencoder is a FactorVAE (Kim and Mnih 2018,
 * "Disentangling by Factorising"), as in the paper's AD-FactorVAE; the paper's attention disentanglement loss, which separates
 * attention of different latent dimensions and plays no part in its anomaly maps, is not there.
 */
public final class VaeAttention extends ImageNetworkDetector {

    /** The largest number of epochs. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(60);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.001);

    /** Weight of the divergence. */
    public static final OptionSpec<Double> BETA = OptionSpec.decimal(
            "beta", 1, 0, 1000, "Weight of the divergence from the prior; 1 is the bound of the likelihood");

    /** The target that attention follows back. */
    public static final OptionSpec<String> TARGET = OptionSpec.choice(
            "target",
            Target.ELEMENTS.text(),
            Target.names(),
            "What is followed back: each difference by itself, their sum as in the authors' code, or absolute ones in standard deviations");

    /** Depth of the encoder. */
    public static final OptionSpec<Integer> STAGES = OptionSpec.integer(
            "stages",
            3,
            1,
            4,
            "Stages of the encoder, of strides 4, 8, 16 and 32; attention is on the last. ResNet-18 has 4");

    /** Width of the encoder. */
    public static final OptionSpec<Integer> WIDTH = OptionSpec.integer(
            "width",
            16,
            1,
            256,
            "Channels of the encoder's first stage, twice as many in each further one; ResNet-18 has 64");

    /** Length of the code. */
    public static final OptionSpec<Integer> LATENT =
            OptionSpec.integer("latent", 32, 1, 4096, "Values of the code in the middle of the network");

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
                BETA,
                TARGET,
                STAGES,
                WIDTH,
                TOTAL_CORRELATION,
                ImageOptions.MAP,
                ImageOptions.SIZE,
                LATENT);
    }

    /** Earlier versions had a choice of layers. */
    @Override
    protected Set<String> retiredOptions() {
        return Set.of("layer");
    }

    @Override
    public List<Preset> presets() {
        Preset paper = Preset.paper("mirrored and turned images")
                .with(STAGES, 4)
                .with(WIDTH, 64)
                .with(EPOCHS, 100)
                .with(ImageOptions.SIZE, 256);
        return List.of(
                Preset.quick("small images, few passes").with(EPOCHS, 5).with(ImageOptions.SIZE, 64),
                Preset.standard("As without a preset", STAGES, WIDTH, EPOCHS, ImageOptions.SIZE),
                paper);
    }

    @Override
    protected OptionSpec<Integer> epochs() {
        return EPOCHS;
    }

    @Override
    protected ImageNetwork network(Options options, long seed) {
        return VaeAttentionNetwork.of(options, seed);
    }

    @Override
    protected boolean hasScore(Options options) {
        return true;
    }
}
