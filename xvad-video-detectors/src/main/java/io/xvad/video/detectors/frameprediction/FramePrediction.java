package io.xvad.video.detectors.frameprediction;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.option.TrainingOptions;
import io.xvad.video.detectors.framenetwork.FrameNetwork;
import io.xvad.video.detectors.framenetwork.FrameNetworkDetector;
import io.xvad.video.detectors.framenetwork.FrameNetworkOptions;
import io.xvad.video.detectors.framenetwork.WindowLayout;

/**
 * Scores a frame by how badly a U-Net predicts it from the four frames before it, after Liu, Luo, Lian and Gao, "Future Frame
 * Prediction for Anomaly Detection - A New Baseline" (CVPR 2018). The network learns by intensity, gradient, flow and adversarial
 * losses; the squared error of each pixel is the anomaly map. Three things differ from the paper: flow is that of Lucas and Kanade in
 * closed form at four scales instead of a pretrained FlowNet's, the learning rate falls along half a cosine instead of once to a
 * tenth, and the score is standardised on held-out normal frames instead of spread over each video's extremes. Stateless.
 */
public final class FramePrediction extends FrameNetworkDetector {

    /** The largest number of epochs. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(16);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(2e-4);

    /** Weight of the flow loss. */
    public static final OptionSpec<Double> FLOW_WEIGHT = OptionSpec.decimal(
            "flow-weight", 0.2, 0, 1000, "Weight of the difference of flows in the loss; 0 for none");

    /** Weight of the adversarial loss. */
    public static final OptionSpec<Double> ADVERSARIAL_WEIGHT = OptionSpec.decimal(
            "adversarial-weight",
            0.05,
            0,
            1000,
            "Weight in the loss of what tells predicted from true frames; 0 for none");

    static final WindowLayout WINDOW = WindowLayout.predicting(4);

    /** Creates the provider, as the registry does. */
    public FramePrediction() {
        super(EPOCHS, LEARNING_RATE, FLOW_WEIGHT, ADVERSARIAL_WEIGHT);
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
    protected Preset paper() {
        return paper("flow in closed form, pooling, and a learning rate that falls along half a cosine", 4, 2e-4)
                .with(EPOCHS, 160)
                .with(FrameNetworkOptions.EPOCH_WINDOWS, 2000)
                .with(FLOW_WEIGHT, 2.0)
                .with(ADVERSARIAL_WEIGHT, 0.05);
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
