package io.xvad.generative.decodiff;

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
import io.xvad.generative.diffusion.UNetForm;
import io.xvad.generative.latent.LatentForm;
import io.xvad.generative.latent.LatentOptions;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Corrects what deviates in the latent of an image, and scores by how much that was: DeCo-Diff (Beizaee, Lodygensky, Desrosiers and Dolz
 * 2025, "Correcting Deviations from Normality: A Reformulated Diffusion Model for Multi-Class Unsupervised Anomaly Detection", CVPR). A
 * U-Net learns to tell by how much patches of the latents of normal images deviate, which are corrupted by noise and by patches of other
 * images, and that the others do not. An image is scored from its own latent, to which no noise is added, in five deterministic steps, so
 * that a detection is one feed-forward graph. Stateless.
 *
 * <p>The authors' autoencoder is that of Stable Diffusion, trained on millions of photographs; here a small one is trained on the same
 * normal images. Their network is told the category of an image and attends at every size; this one is not told it, so that a model
 * of several categories needs none when it scores, and attends at the smallest size only.
 */
public final class DecoDiff extends ImageNetworkDetector {

    /** The number of passes over the training images. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(60);

    /** The number of passes before, in which the autoencoder learns. */
    public static final OptionSpec<Integer> AUTOENCODER_EPOCHS = LatentOptions.epochs(40);

    /** Images in a step. */
    public static final OptionSpec<Integer> BATCH = TrainingOptions.batch(16);

    /** First step of the optimiser, which falls to 0 along half a cosine, of the autoencoder and then of the U-Net. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.001);

    /** Length of an epoch. */
    public static final OptionSpec<Integer> EPOCH_IMAGES = ImageOptions.epochImages(480);

    /** Channels of the latent. */
    public static final OptionSpec<Integer> LATENT_CHANNELS = LatentOptions.channels(8);

    /** Width of the U-Net. */
    public static final OptionSpec<Integer> WIDTH = LatentOptions.unetWidth(32);

    /** Depth of the U-Net. */
    public static final OptionSpec<Integer> LEVELS = LatentOptions.unetLevels(2);

    /** The largest share of a latent's patches that is corrupted in training. */
    public static final OptionSpec<Double> CORRUPTED = OptionSpec.decimal(
            "corrupted", 0.7, 0, 1, "Largest share of the patches of a latent that are corrupted in training");

    /** The largest share of the corrupted patches that is taken from other latents. */
    public static final OptionSpec<Double> SHUFFLED = OptionSpec.decimal(
            "shuffled",
            0.3,
            0,
            1,
            "Largest share of the patches that are corrupted by patches of other latents, not by noise");

    /** Where deviations are cut off. */
    public static final OptionSpec<Double> LIMIT = OptionSpec.decimal(
            "limit",
            5,
            1,
            1_000_000,
            "Where deviations of pixels and of the latent are cut off, in 99.9th percentiles of those of normal images held out");

    @Override
    public String name() {
        return "deco-diff";
    }

    @Override
    public String description() {
        return "What a diffusion model of deviations corrects in the latent of an image (Beizaee et al. 2025)";
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
                TrainingOptions.toTheEnd(EPOCHS, BATCH, LEARNING_RATE),
                AUTOENCODER_EPOCHS,
                EPOCH_IMAGES,
                ImageOptions.SIZE,
                LatentOptions.STRIDE,
                LATENT_CHANNELS,
                LatentOptions.WIDTH,
                WIDTH,
                LEVELS,
                CORRUPTED,
                SHUFFLED,
                LIMIT,
                TrainedElsewhere.NETWORKS);
    }

    @Override
    public List<Preset> presets() {
        return List.of(
                Preset.quick("small images, few passes")
                        .with(EPOCHS, 5)
                        .with(AUTOENCODER_EPOCHS, 5)
                        .with(ImageOptions.SIZE, 64),
                Preset.standard("As without a preset", EPOCHS, AUTOENCODER_EPOCHS, ImageOptions.SIZE),
                Preset.paper("the autoencoder, the category, dropout and attention at larger sizes")
                        .with(EPOCHS, 800)
                        .with(BATCH, 128)
                        .with(LEARNING_RATE, 1e-4)
                        .with(EPOCH_IMAGES, 0)
                        .with(ImageOptions.SIZE, 256)
                        .with(LATENT_CHANNELS, 4)
                        .with(LatentOptions.WIDTH, 128)
                        .with(WIDTH, 256)
                        .with(LEVELS, 3));
    }

    @Override
    protected OptionSpec<Integer> epochs() {
        return EPOCHS;
    }

    @Override
    protected OptionSpec<Integer> batch() {
        return BATCH;
    }

    @Override
    protected OptionalInt drawnToTheEnd(Options options) {
        return OptionalInt.of(options.get(EPOCH_IMAGES));
    }

    @Override
    protected ImageNetwork network(Options options, long seed) {
        return new DecoDiffNetwork(options, seed);
    }

    @Override
    protected boolean takesNetworks() {
        return true;
    }

    static LatentForm latentForm(Options options) {
        return LatentOptions.form(options, LATENT_CHANNELS);
    }

    /** @throws IllegalArgumentException if the latent is too small for so many levels, or the width is odd */
    static UNetForm unetForm(Options options) {
        return LatentOptions.unet(latentForm(options), options.get(WIDTH), options.get(LEVELS));
    }
}
