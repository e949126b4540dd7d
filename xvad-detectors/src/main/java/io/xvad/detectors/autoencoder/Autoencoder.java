package io.xvad.detectors.autoencoder;

import io.xvad.core.Purpose;
import io.xvad.core.capability.Differentiable;
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
 * Convolutional autoencoder (Bergmann et al., 2019, "Improving Unsupervised Defect Segmentation by Applying Structural
 * Similarity to Autoencoders"): trained on normal images with structural similarity or squared error as its loss, it
 * fails to reconstruct what it has not seen; the residual is the map.
 */
public final class Autoencoder extends ImageNetworkDetector {

    static final String SSIM = "ssim";
    private static final String MSE = "mse";

    /** The largest number of epochs. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(40);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.0005);

    /** Structural similarity or squared error. */
    public static final OptionSpec<String> LOSS =
            OptionSpec.choice("loss", SSIM, List.of(SSIM, MSE), "What training makes small and the map shows");

    @Override
    public String name() {
        return "autoencoder";
    }

    @Override
    public String description() {
        return "Residual of a convolutional autoencoder trained on normal images (Bergmann et al. 2019)";
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
                EPOCHS, LEARNING_RATE, LOSS, ImageOptions.SSPCAB, ImageOptions.SIZE, ImageOptions.LATENT);
    }

    @Override
    protected OptionSpec<Integer> epochs() {
        return EPOCHS;
    }

    @Override
    protected ImageNetwork network(Options options, long seed) {
        return new AutoencoderNetwork(options, seed);
    }
}
