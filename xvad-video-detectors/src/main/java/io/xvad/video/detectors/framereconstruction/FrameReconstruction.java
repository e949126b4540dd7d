package io.xvad.video.detectors.framereconstruction;

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
import io.xvad.video.detectors.frameprediction.FramePrediction;
import java.util.List;
import java.util.Set;

/**
 * Frame reconstruction, the baseline without time of {@link FramePrediction}: the same network, without the connections that
 * would let it copy, gives back the very frame it sees, by intensity and gradient losses (Liu et al. 2018, equations 2 and 3).
 * Stateless.
 */
public final class FrameReconstruction implements Detector {

    static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(20);
    static final OptionSpec<Double> RATE = TrainingOptions.learningRate(0.001);

    @Override
    public String name() {
        return "frame-reconstruction";
    }

    @Override
    public String description() {
        return "Error of each frame, reconstructed by an autoencoder trained on normal clips";
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
        return List.copyOf(FrameNetworkOptions.all(EPOCHS, RATE));
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        return new FrameNetworkDetector(this, new FrameReconstructionNetwork()).fit(data, request);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        return new FrameNetworkDetector(this, new FrameReconstructionNetwork()).load(model);
    }
}
