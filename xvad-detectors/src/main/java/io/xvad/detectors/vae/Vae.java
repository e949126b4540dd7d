package io.xvad.detectors.vae;

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
 * Variational autoencoder (Kingma and Welling 2014, "Auto-Encoding Variational Bayes"; for anomalies An and Cho 2015,
 * "Variational Autoencoder based Anomaly Detection using Reconstruction Probability"): trained on normal images by the lower
 * bound of their likelihood. The map is the squared error of the image decoded from the mean of its code, which is twice its
 * negative log-likelihood by pixel up to a constant.
 */
public final class Vae extends ImageNetworkDetector {

    static final String BOUND = "elbo";

    /** The largest number of epochs. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(40);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.001);

    /** Weight of the divergence. */
    public static final OptionSpec<Double> BETA = OptionSpec.decimal(
            "beta",
            0.01,
            0,
            1000,
            "Weight of the divergence from the prior (Higgins et al. 2017); the same as the variance of a pixel");

    /** The score of an image: the bound, or the maximum of the map. */
    public static final OptionSpec<String> SCORE = OptionSpec.choice(
            "score",
            BOUND,
            List.of(BOUND, "map-max"),
            "Whether the image's score is its negative lower bound, at the mean of the code, or the highest value of the map");

    @Override
    public String name() {
        return "vae";
    }

    @Override
    public String description() {
        return "Residual of a variational autoencoder trained on normal images (Kingma and Welling 2014)";
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
        return ImageOptions.all(EPOCHS, LEARNING_RATE, BETA, SCORE, ImageOptions.SIZE, ImageOptions.LATENT);
    }

    @Override
    protected OptionSpec<Integer> epochs() {
        return EPOCHS;
    }

    @Override
    protected ImageNetwork network(Options options, long seed) {
        return new VaeNetwork(options, seed);
    }

    @Override
    protected boolean hasScore(Options options) {
        return options.get(SCORE).equals(BOUND);
    }
}
