package io.xvad.video.detectors.frameprediction;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.video.detectors.framenetwork.FrameNetwork;
import io.xvad.video.detectors.framenetwork.FrameNetworkDetector;
import io.xvad.video.detectors.framenetwork.WindowLayout;

/**
 * Scores a frame by how badly a U-Net predicts it from the four frames before it, after Liu, Luo, Lian and Gao, "Future Frame
 * Prediction for Anomaly Detection - A New Baseline" (CVPR 2018). The network learns by intensity, gradient and flow losses; the
 * squared error of each pixel is the anomaly map. Two things differ from the paper: flow is that of Lucas and Kanade in closed form
 * instead of a pretrained FlowNet's, for frames that move little at the network's size, and there is no adversarial loss (which the
 * paper weighs by 0.05). Frames are grey. Stateless.
 */
public final class FramePrediction extends FrameNetworkDetector {

    /** The largest number of epochs. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(20);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.001);

    /** Weight of the flow loss. */
    public static final OptionSpec<Double> FLOW_WEIGHT =
            OptionSpec.decimal("flow-weight", 2, 0, 1000, "Weight of the difference of flows in the loss; 0 for none");

    static final WindowLayout WINDOW = WindowLayout.predicting(4);

    /** Creates the provider, as the registry does. */
    public FramePrediction() {
        super(EPOCHS, LEARNING_RATE, FLOW_WEIGHT);
    }

    @Override
    public String name() {
        return "frame-prediction";
    }

    @Override
    public String description() {
        return "Error of the next frame, predicted from four by a U-Net trained on normal clips (Liu et al. 2018)";
    }

    @Override
    protected WindowLayout layout(Options options) {
        return WINDOW;
    }

    @Override
    protected FrameNetwork network(Options options) {
        return new FramePredictionNetwork(options);
    }
}
