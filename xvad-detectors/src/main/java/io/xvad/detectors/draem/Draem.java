package io.xvad.detectors.draem;

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
 * DRAEM (Zavrtanik et al., 2021, "DRAEM - A discriminatively trained reconstruction embedding for surface anomaly
 * detection"): one network restores the normal image from one into which another texture was mixed, a second tells from
 * both where that was. The map is the probability it gives each pixel. Unlike in the paper, the networks are narrow and have
 * no batch normalisation, and the textures are five bundled images.
 */
public final class Draem extends ImageNetworkDetector {

    /** The largest number of epochs. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(20);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.001);

    /** Channels of the first layer. */
    public static final OptionSpec<Integer> WIDTH = OptionSpec.integer(
            "width", 12, 1, 1024, "Channels of the first layer; deeper ones have up to eight times as many");

    @Override
    public String name() {
        return "draem";
    }

    @Override
    public String description() {
        return "A network tells image from reconstruction, trained on mixed-in textures (Zavrtanik et al. 2021)";
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
        return ImageOptions.all(EPOCHS, LEARNING_RATE, WIDTH, ImageOptions.SSPCAB, ImageOptions.SIZE);
    }

    @Override
    protected OptionSpec<Integer> epochs() {
        return EPOCHS;
    }

    @Override
    protected ImageNetwork network(Options options, long seed) {
        return new DraemNetwork(options, seed);
    }
}
