package io.xvad.video.detectors.lsa;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.option.TrainingOptions;
import io.xvad.video.detectors.framenetwork.FrameNetwork;
import io.xvad.video.detectors.framenetwork.FrameNetworkDetector;
import io.xvad.video.detectors.framenetwork.FrameNetworkOptions;
import io.xvad.video.detectors.framenetwork.ScoreTerm;
import io.xvad.video.detectors.framenetwork.WindowLayout;
import java.util.List;

/**
 * Scores a frame by how badly an autoencoder reconstructs the window that ends with it, and by how improbable the window's latent
 * code is, after Abati, Porrello, Calderara and Cucchiara, "Latent Space Autoregression for Novelty Detection" (CVPR 2019). The
 * autoencoder has no skip connections and a short code, of which the autoregressive density is learned along with it. Three things
 * differ from the paper: both parts of the score are standardised on held-out normal frames instead of spread over each video's
 * extremes; the frames of a window are the channels of the input instead of a dimension of its own that is convolved over, and the
 * code has no time; and only the code, before its sigmoid, is normalised, by moving means and variances. Stateless.
 */
public final class Lsa extends FrameNetworkDetector {

    /** The largest number of epochs. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(16);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.001);

    /** Frames in a window. */
    public static final OptionSpec<Integer> FRAMES = OptionSpec.integer("frames", 16, 1, 64, "Frames in a window");

    /** Length of the latent code. */
    public static final OptionSpec<Integer> CODE = OptionSpec.integer("code", 64, 2, 512, "Values of a window's code");

    /** Bins of the density. */
    public static final OptionSpec<Integer> BINS =
            OptionSpec.integer("bins", 100, 2, 1000, "Bins into which the values of the code are counted");

    /** Width of the layers that learn the density. */
    public static final OptionSpec<Integer> FEATURES = OptionSpec.integer(
            "features", 8, 1, 64, "Features of each value of the code in the layers that learn its density");

    /** Weight of the negative log-likelihood in the loss. */
    public static final OptionSpec<Double> SURPRISE_WEIGHT = OptionSpec.decimal(
            "surprise-weight", 1, 0, 1000, "Weight of the code's surprise in the loss, beside the squared error");

    /** Creates the provider, as the registry does. */
    public Lsa() {
        super(EPOCHS, LEARNING_RATE, FRAMES, CODE, BINS, FEATURES, SURPRISE_WEIGHT);
    }

    @Override
    public String name() {
        return "lsa";
    }

    @Override
    public String description() {
        return "Error of a window given again, and surprise of its code by an autoregressive density (Abati et al. 2019)";
    }

    @Override
    protected Preset paper() {
        return paper("convolutions over time, two of four layers of the density, and how many steps there are", 8, 1e-3)
                .with(EPOCHS, 100)
                .with(FrameNetworkOptions.EPOCH_WINDOWS, 0)
                .with(FRAMES, 16)
                .with(CODE, 64)
                .with(BINS, 100)
                .with(FEATURES, 32);
    }

    @Override
    protected WindowLayout layout(Options options) {
        return WindowLayout.reconstructing(options.get(FRAMES));
    }

    @Override
    protected FrameNetwork network(Options options) {
        return new LsaNetwork(options);
    }

    @Override
    protected List<ScoreTerm> terms(Options options) {
        return List.of(new ScoreTerm("surprise", "nats a value", LsaNetwork.SURPRISE, 1));
    }
}
