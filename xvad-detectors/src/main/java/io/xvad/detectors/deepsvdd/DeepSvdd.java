package io.xvad.detectors.deepsvdd;

import io.xvad.core.Purpose;
import io.xvad.core.capability.Differentiable;
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
 * Deep SVDD (Ruff et al., 2018, "Deep One-Class Classification"): a network without biases maps normal images close to a
 * fixed centre; the score is the squared distance to it, less the squared radius for the soft boundary. The map is how
 * strongly each pixel moves the distance, which is a sensitivity and no part of the paper. The network is not pretrained as
 * an autoencoder, unlike the paper's.
 */
public final class DeepSvdd extends ImageNetworkDetector {

    private static final String ONE_CLASS = "one-class";
    static final String SOFT_BOUNDARY = "soft-boundary";

    /** The largest number of epochs. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(30);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.0001);

    /** One-class or soft-boundary. */
    public static final OptionSpec<String> OBJECTIVE = OptionSpec.choice(
            "objective",
            ONE_CLASS,
            List.of(ONE_CLASS, SOFT_BOUNDARY),
            "Whether all normal images are drawn to the centre, or those outside a ball into it");

    /** Share of normal images outside a soft boundary. */
    public static final OptionSpec<Double> NU = OptionSpec.decimal(
            "nu", 0.1, 0.001, 1, "Share of the normal images that a soft boundary leaves outside, at most");

    /** Length of the code. */
    public static final OptionSpec<Integer> LATENT =
            OptionSpec.integer("latent", 32, 1, 4096, "Values of the network's output");

    @Override
    public String name() {
        return "deep-svdd";
    }

    @Override
    public String description() {
        return "Distance from the centre to which a network maps normal images (Ruff et al. 2018)";
    }

    @Override
    public Purpose purpose() {
        return Purpose.COMPARISON;
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(Differentiable.class, WholeGraph.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        return ImageOptions.all(EPOCHS, LEARNING_RATE, OBJECTIVE, NU, ImageOptions.SIZE, LATENT);
    }

    @Override
    protected OptionSpec<Integer> epochs() {
        return EPOCHS;
    }

    @Override
    protected ImageNetwork network(Options options, long seed) {
        return new DeepSvddNetwork(options, seed);
    }

    @Override
    protected boolean hasScore(Options options) {
        return true;
    }
}
