package io.xvad.detectors.gradcon;

import io.xvad.core.Purpose;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.ImageNetworkDetector;
import io.xvad.detectors.network.ImageOptions;
import java.util.List;
import java.util.Set;

/**
 * GradCon (Kwon et al., 2020, "Backpropagated Gradient Representations for Anomaly Detection"): an autoencoder is trained so
 * that the reconstruction errors of normal images have gradients of one direction by its decoder's weights; an image whose
 * gradient has another is anomalous, even where it is reconstructed well. The score is the squared error plus a multiple of
 * the misalignment of the gradients, the map the squared error. The constraint's gradient is found by central differences of
 * the gradient; see ADR 8.
 */
public final class GradCon extends ImageNetworkDetector {

    /** The largest number of epochs. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(10);

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
                EPOCHS, LEARNING_RATE, GRADIENT_WEIGHT, SCORE_WEIGHT, ImageOptions.SIZE, ImageOptions.LATENT);
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
