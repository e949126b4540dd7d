package io.xvad.detectors.gradcon;

import io.xvad.core.Purpose;
import io.xvad.core.capability.Reconstructs;
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
 * GradCon (Kwon et al., 2020, "Backpropagated Gradient Representations for Anomaly Detection"): a convolutional autoencoder is trained with
 * the constraint that normal images turn its decoder's weights in one direction; an image that wants another is anomalous, even where it is reconstructed
 * well. The score is the squared error less a multiple of the mean cosine between the gradients of that error by each layer of the decoder and the running
 * mean of the gradients of all training steps (equations 4 to 6 with alpha, and four times as much of it in the score, as in the paper). The map is the
 * squared error: the gradients have no place in the image.
 *
 * <p>Averaged are the gradients of the whole loss, the constraint's included, as in the paper. The constraint's gradient is found by central differences of the
 * gradient; see ADR 8. The convolutions are padded by one, so that each halves the side, where the paper's digits of 28 pixels
 * need other padding; training ends by the squared error of images held out.
 */
public final class GradCon extends ImageNetworkDetector {

    private static final String OF_EARLIER_NETWORK = "latent";

    /** The largest number of epochs. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(60);

    /** Early stopping. */
    public static final OptionSpec<Integer> PATIENCE = TrainingOptions.patience(15);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.001);

    /** Weight of the misalignment in the loss. */
    public static final OptionSpec<Double> GRADIENT_WEIGHT = OptionSpec.decimal(
            "gradient-weight", 0.03, 0, 1000, "Weight of the gradients' misalignment in the loss (alpha)");

    /** Weight of the misalignment in the score. */
    public static final OptionSpec<Double> SCORE_WEIGHT = OptionSpec.decimal(
            "score-weight", 0.12, 0, 1000, "Weight of the gradients' misalignment in the score (beta)");

    @Override
    public String name() {
        return "gradcon";
    }

    @Override
    public String description() {
        return "How far an image would turn an autoencoder from what it has learned (Kwon et al. 2020)";
    }

    @Override
    public Purpose purpose() {
        return Purpose.COMPARISON;
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(Reconstructs.class, WholeGraph.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        return ImageOptions.all(
                TrainingOptions.all(EPOCHS, TrainingOptions.BATCH, LEARNING_RATE, PATIENCE),
                GRADIENT_WEIGHT,
                SCORE_WEIGHT,
                ImageOptions.SIZE);
    }

    @Override
    public List<Preset> presets() {
        return List.of(
                Preset.quick("small images, few passes").with(EPOCHS, 5).with(ImageOptions.SIZE, 64),
                Preset.standard("As without a preset", EPOCHS, ImageOptions.SIZE),
                Preset.paper("images of 32 instead of 28 pixels with three channels")
                        .with(ImageOptions.SIZE, 32)
                        .with(EPOCHS, 1000)
                        .with(PATIENCE, 1000)
                        .with(TrainingOptions.BATCH, 64));
    }

    /** Models of earlier versions, whose decoder had no transposed convolutions, are refused. */
    @Override
    protected void requireReadable(ModelReader model) {
        if (model.provenance().options().containsKey(OF_EARLIER_NETWORK)) {
            throw ofAnotherNetwork();
        }
    }

    @Override
    protected OptionSpec<Integer> epochs() {
        return EPOCHS;
    }

    @Override
    protected ImageNetwork network(Options options, long seed) {
        return new GradConNetwork(options, seed);
    }

    @Override
    protected boolean hasScore(Options options) {
        return true;
    }
}
