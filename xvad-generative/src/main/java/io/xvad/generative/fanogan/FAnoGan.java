package io.xvad.generative.fanogan;

import io.xvad.core.Purpose;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.model.TrainedElsewhere;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.ImageNetworkDetector;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.generative.gan.GanOptions;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Scores an image by how far it is from what a generator of normal images makes of its code: f-AnoGAN (Schlegl, Seeböck, Waldstein, Langs and
 * Schmidt-Erfurth 2019, "f-AnoGAN: Fast Unsupervised Anomaly Detection with Generative Adversarial Networks", Medical Image Analysis). A
 * generator and a critic learn first, as a Wasserstein GAN with gradient penalty ({@link io.xvad.generative.gan.WassersteinCritic}); then,
 * with both frozen, an encoder learns to give codes, each value in [-1, 1], of which the generator makes the image again (izi_f). The score
 * is {@code mean (x - G(E(x)))^2 + kappa mean (f(x) - f(G(E(x))))^2}: of the pixels, in [-1, 1], and of the critic's features f. The map is the absolute
 * difference of each pixel in [0, 1], averaged over channels. Stateless.
 *
 * <p>The networks are the authors', as deep as the side of the image asks for; images have three channels, which are the same in grey ones.
 * Defaults are smaller and learn in fewer steps.
 */
public final class FAnoGan extends ImageNetworkDetector {

    /** Passes in which generator and critic learn. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(40);

    /** Step of the optimisers of generator and critic. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(5e-4);

    /** Passes in which the encoder learns, after the generator. */
    public static final OptionSpec<Integer> ENCODER_EPOCHS = OptionSpec.integer(
            "encoder-epochs",
            20,
            1,
            100_000,
            "Passes over the training images in which the encoder learns, at the end");

    /** Step of the encoder's optimiser. */
    public static final OptionSpec<Double> ENCODER_LEARNING_RATE =
            OptionSpec.decimal("encoder-learning-rate", 5e-4, 1e-9, 10, "Step of the optimiser of the encoder");

    /** Steps of the critic for each of the generator. */
    public static final OptionSpec<Integer> CRITIC_STEPS =
            OptionSpec.integer("critic-steps", 5, 1, 100, "Steps of the critic for each of the generator");

    /** Weight of the gradient penalty. */
    public static final OptionSpec<Double> GRADIENT_PENALTY = OptionSpec.decimal(
            "gradient-penalty", 10, 0, 1000, "Weight of the gradient penalty in the critic's loss (lambda)");

    /** Weight of the critic's features. */
    public static final OptionSpec<Double> KAPPA = OptionSpec.decimal(
            "kappa",
            1,
            0,
            1000,
            "Weight of the difference of the critic's features in the encoder's loss and in the score; 0 leaves them out (izi)");

    /** Channels of the networks. */
    public static final OptionSpec<Integer> WIDTH = GanOptions.width(8);

    @Override
    public String name() {
        return "f-anogan";
    }

    @Override
    public String description() {
        return "Difference from what a generator of normal images makes of an image's code (Schlegl et al. 2019)";
    }

    @Override
    public Purpose purpose() {
        return Purpose.COMPARISON;
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(Differentiable.class, Reconstructs.class, WholeGraph.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        return ImageOptions.all(
                TrainingOptions.toTheEnd(EPOCHS, GanOptions.BATCH, LEARNING_RATE),
                ENCODER_EPOCHS,
                ENCODER_LEARNING_RATE,
                GanOptions.EPOCH_IMAGES,
                CRITIC_STEPS,
                GRADIENT_PENALTY,
                KAPPA,
                TrainedElsewhere.NETWORKS,
                GanOptions.SIZE,
                GanOptions.LATENT,
                WIDTH);
    }

    @Override
    public List<Preset> presets() {
        return List.of(
                Preset.quick("few passes").with(EPOCHS, 5).with(ENCODER_EPOCHS, 5),
                Preset.standard("As without a preset", EPOCHS, ENCODER_EPOCHS),
                Preset.paper("the number of channels of the images")
                        .with(GanOptions.SIZE, 64)
                        .with(GanOptions.LATENT, 128)
                        .with(WIDTH, 64)
                        .with(GanOptions.BATCH, 64)
                        .with(GanOptions.EPOCH_IMAGES, 64_000)
                        .with(EPOCHS, 100)
                        .with(LEARNING_RATE, 1e-4)
                        .with(ENCODER_EPOCHS, 50)
                        .with(ENCODER_LEARNING_RATE, 5e-5));
    }

    @Override
    protected OptionSpec<Integer> epochs() {
        return ENCODER_EPOCHS;
    }

    @Override
    protected OptionSpec<Integer> batch() {
        return GanOptions.BATCH;
    }

    @Override
    protected OptionSpec<Integer> size() {
        return GanOptions.SIZE;
    }

    @Override
    protected OptionalInt drawnToTheEnd(Options options) {
        return OptionalInt.of(options.get(GanOptions.EPOCH_IMAGES));
    }

    @Override
    protected ImageNetwork network(Options options, long seed) {
        return new FAnoGanNetwork(options, seed);
    }

    @Override
    protected boolean takesNetworks() {
        return true;
    }

    @Override
    protected boolean hasScore(Options options) {
        return true;
    }
}
