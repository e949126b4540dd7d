package io.xvad.video.detectors.framereconstruction;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.option.TrainingOptions;
import io.xvad.video.detectors.framenetwork.FrameNetwork;
import io.xvad.video.detectors.framenetwork.FrameNetworkDetector;
import io.xvad.video.detectors.framenetwork.FrameNetworkOptions;
import io.xvad.video.detectors.framenetwork.WindowLayout;

/**
 * Scores a frame by how badly an autoencoder reconstructs it. This is the baseline without time of frame prediction: the same U-Net
 * without its skip connections, which would let it copy the frame, learns by the intensity and gradient losses of frame prediction (Liu et al., 2018).
 * Stateless.
 */
public final class FrameReconstruction extends FrameNetworkDetector {

    /** The largest number of epochs. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(16);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(2e-4);

    static final WindowLayout WINDOW = WindowLayout.reconstructing(1);

    /** Creates the provider, as the registry does. */
    public FrameReconstruction() {
        super(EPOCHS, LEARNING_RATE);
    }

    @Override
    public String name() {
        return "frame-reconstruction";
    }

    @Override
    public String description() {
        return "Error of each frame, reconstructed by an autoencoder trained on normal clips";
    }

    @Override
    protected Preset paper() {
        return paper("skips and pooling; it is the baseline of frame prediction, with its steps", 4, 2e-4)
                .with(EPOCHS, 160)
                .with(FrameNetworkOptions.EPOCH_WINDOWS, 2000);
    }

    @Override
    protected WindowLayout layout(Options options) {
        return WINDOW;
    }

    @Override
    protected FrameNetwork network(Options options) {
        return new FrameReconstructionNetwork(options);
    }
}
