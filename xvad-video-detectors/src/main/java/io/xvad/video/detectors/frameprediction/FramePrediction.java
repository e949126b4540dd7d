package io.xvad.video.detectors.frameprediction;

import io.xvad.core.SampleKind;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.TrainingOptions;
import io.xvad.core.stream.DifferentiatesFrames;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.video.detectors.framenetwork.FrameNetworkDetector;
import io.xvad.video.detectors.framenetwork.FrameNetworkOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Future frame prediction (Liu et al. 2018, "Future Frame Prediction for Anomaly Detection - A New Baseline"): a U-Net
 * learns to predict a frame from the four before it, by intensity, gradient and flow losses (equations 2 to 4); where it fails
 * is the map. The paper's flow network is not to be had here: flow is that of Lucas and Kanade in closed form, for frames that
 * move little at the network's size. Its adversarial loss (equation 5, weight 0.05) is left out. Frames are grey. Stateless.
 */
public final class FramePrediction implements Detector {

    static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(20);
    static final OptionSpec<Double> RATE = TrainingOptions.learningRate(0.001);
    static final OptionSpec<Double> FLOW =
            OptionSpec.decimal("flow-weight", 2, 0, 1000, "Weight of the difference of flows in the loss; 0 for none");

    @Override
    public String name() {
        return "frame-prediction";
    }

    @Override
    public String description() {
        return "Error of the next frame, predicted from four by a U-Net trained on normal clips (Liu et al. 2018)";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.CLIP);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(ScoresFrames.class, DifferentiatesFrames.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        List<OptionSpec<?>> options = new ArrayList<>(FrameNetworkOptions.all(EPOCHS, RATE));
        options.add(FLOW);
        return List.copyOf(options);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        return new FrameNetworkDetector(this, new FramePredictionNetwork()).fit(data, request);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        return new FrameNetworkDetector(this, new FramePredictionNetwork()).load(model);
    }
}
