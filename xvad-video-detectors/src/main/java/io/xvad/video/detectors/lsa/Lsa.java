package io.xvad.video.detectors.lsa;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.option.TrainingOptions;
import io.xvad.video.detectors.framenetwork.FrameForm;
import io.xvad.video.detectors.framenetwork.FrameNetwork;
import io.xvad.video.detectors.framenetwork.FrameNetworkDetector;
import io.xvad.video.detectors.framenetwork.FrameNetworkOptions;
import io.xvad.video.detectors.framenetwork.FrameUnet;
import io.xvad.video.detectors.framenetwork.ScoreTerm;
import io.xvad.video.detectors.framenetwork.WindowLayout;
import java.util.List;
import java.util.Map;

/**
 * Scores a frame by how badly an autoencoder reconstructs the window that ends with it, and by how improbable the codes of its squares
 * are, after Abati, Porrello, Calderara and Cucchiara, "Latent Space Autoregression for Novelty Detection" (CVPR 2019), who cut UCSD
 * Ped2 into cuboids of 8 frames of 32 x 32 pixels, of which each is a sample with a code of its own. The autoencoder has no skip connections, and the
 * autoregressive density of the codes is learned along with it. What differs from the paper: both parts of the score are
 * standardised on held-out normal frames instead of spread over each video's extremes; squares are cut from the features of the whole frame, so that
 * convolutions see across their edges; the frames of a window are the channels of the input instead of a dimension of its own that
 * is convolved over, and a code has no time; and only the code, before its sigmoid, is normalised, by moving means and variances. Stateless.
 */
public final class Lsa extends FrameNetworkDetector {

    /** The largest number of epochs. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(16);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.001);

    /** Frames in a window. */
    public static final OptionSpec<Integer> FRAMES = OptionSpec.integer("frames", 8, 1, 64, "Frames in a window");

    /** Side of the squares. */
    public static final OptionSpec<Integer> PATCH = OptionSpec.integer(
            "patch",
            16,
            FrameUnet.STRIDE,
            512,
            "Side of the squares that have a code each, in pixels of the resized frame; it must divide the frame's side and be a multiple of "
                    + FrameUnet.STRIDE);

    /** Length of the latent code. */
    public static final OptionSpec<Integer> CODE = OptionSpec.integer("code", 64, 2, 512, "Values of a square's code");

    /** Bins of the density. */
    public static final OptionSpec<Integer> BINS =
            OptionSpec.integer("bins", 100, 2, 1000, "Bins into which the values of the code are counted");

    /** Width of the layers that learn the density. */
    public static final OptionSpec<Integer> FEATURES = OptionSpec.integer(
            "features", 8, 1, 64, "Features of each value of the code in the layers that learn its density");

    /** Weight of the negative log-likelihood in the loss. */
    public static final OptionSpec<Double> SURPRISE_WEIGHT = OptionSpec.decimal(
            "surprise-weight",
            0.25,
            0,
            1000,
            "Weight of the code's surprise in the loss, beside the squared error of a square; 1 in the paper, whose squares have four times as many pixels");

    /** Creates the provider, as the registry does. */
    public Lsa() {
        super(EPOCHS, LEARNING_RATE, FRAMES, PATCH, CODE, BINS, FEATURES, SURPRISE_WEIGHT);
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
        return paper(
                        "convolutions over time, squares cut from the features of the whole frame, two of four layers of the density, and how many steps there are",
                        8,
                        1e-3)
                .with(EPOCHS, 100)
                .with(FrameNetworkOptions.EPOCH_WINDOWS, 0)
                .with(FRAMES, 8)
                .with(PATCH, 32)
                .with(CODE, 64)
                .with(BINS, 100)
                .with(FEATURES, 32)
                .with(SURPRISE_WEIGHT, 1.0);
    }

    @Override
    protected WindowLayout layout(Options options) {
        return WindowLayout.reconstructing(options.get(FRAMES));
    }

    @Override
    protected FrameNetwork network(Options options) {
        return new LsaNetwork(options);
    }

    /** In earlier versions a window had one code. */
    @Override
    protected boolean hasNetworkOf(Map<String, String> options) {
        return super.hasNetworkOf(options) && options.containsKey(PATCH.name());
    }

    /** @throws IllegalArgumentException if squares of that side cannot be laid over a frame */
    static int patch(Options options) {
        int size = FrameForm.of(options).size();
        int patch = options.get(PATCH);
        if (patch % FrameUnet.STRIDE != 0 || size % patch != 0) {
            throw new IllegalArgumentException("option 'patch' must be a multiple of " + FrameUnet.STRIDE
                    + " that divides the side of the frames, " + size + ", got " + patch);
        }
        return patch;
    }

    @Override
    protected OptionSpec<String> error() {
        return FrameNetworkOptions.MEAN_ERROR;
    }

    @Override
    protected List<ScoreTerm> terms(Options options) {
        return List.of(new ScoreTerm("surprise", "nats a value", LsaNetwork.SURPRISE, 1));
    }
}
