package io.xvad.video.detectors.lsa;

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
 * Latent space autoregression (Abati et al. 2019, "Latent Space Autoregression for Novelty Detection"): an autoencoder without
 * skips reconstructs a window of frames from a short code, and learns the autoregressive density of the code. A frame is
 * anomalous by the error of its window, which cannot be remembered, and by the surprise of its code, which is not expected; both
 * are told apart. They are standardised on normal training frames instead of spread over each video's extremes. The paper
 * convolves over time as well and normalises by batches; here the frames of a window are the channels of what goes in, the code
 * has no time of its own, and only what is made a code by a sigmoid is normalised, by moving means and variances.
 * Frames are grey. Stateless.
 */
public final class Lsa implements Detector {

    static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(60);
    static final OptionSpec<Double> RATE = TrainingOptions.learningRate(0.001);
    static final OptionSpec<Integer> FRAMES = OptionSpec.integer("frames", 16, 1, 64, "Frames in a window");
    static final OptionSpec<Integer> CODE = OptionSpec.integer("code", 64, 2, 512, "Values of a window's code");
    static final OptionSpec<Integer> BINS =
            OptionSpec.integer("bins", 100, 2, 1000, "Bins into which the values of the code are counted");
    static final OptionSpec<Integer> FEATURES = OptionSpec.integer(
            "features", 8, 1, 64, "Features of each value of the code in the layers that learn its density");
    static final OptionSpec<Double> LAMBDA = OptionSpec.decimal(
            "surprise-weight", 1, 0, 1000, "Weight of the code's surprise in the loss, beside the squared error");

    @Override
    public String name() {
        return "lsa";
    }

    @Override
    public String description() {
        return "Error of a window given again, and surprise of its code by an autoregressive density (Abati et al. 2019)";
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
        options.addAll(List.of(FRAMES, CODE, BINS, FEATURES, LAMBDA));
        return List.copyOf(options);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        return new FrameNetworkDetector(this, new LsaNetwork()).fit(data, request);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        return new FrameNetworkDetector(this, new LsaNetwork()).load(model);
    }
}
