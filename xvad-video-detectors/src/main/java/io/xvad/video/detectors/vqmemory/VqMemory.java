package io.xvad.video.detectors.vqmemory;

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
 * A vector-quantised U-Net (after Szymanowicz, Charles and Cipolla 2022, "Discrete Neural Representations for Explainable
 * Anomaly Detection"): it predicts a frame from the four before it, and what it saw is replaced by the nearest of the codes of a
 * codebook (van den Oord et al. 2017: straight-through gradient, commitment loss, codes that follow their features by exponential
 * moving averages). A frame is anomalous by its error; the codes that normal frames never use, or use less, tell why. Frames are
 * grey, and the discrete codes stand for the paper's whole explanation: there are no classes of things. Stateless.
 */
public final class VqMemory implements Detector {

    static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(20);
    static final OptionSpec<Double> RATE = TrainingOptions.learningRate(0.001);
    static final OptionSpec<Integer> CODES = OptionSpec.integer("codes", 256, 2, 10_000, "Codes of the codebook");
    static final OptionSpec<Double> COMMITMENT = OptionSpec.decimal(
            "commitment", 0.25, 0, 100, "Weight in the loss of how far features are from their codes");
    static final OptionSpec<Double> DECAY =
            OptionSpec.decimal("decay", 0.99, 0, 0.9999, "Share of a code that stays in a step as it was");

    @Override
    public String name() {
        return "vq-memory";
    }

    @Override
    public String description() {
        return "Frames predicted through a codebook, whose codes tell what normal frames never show (after Szymanowicz et al. 2022)";
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
        options.addAll(List.of(CODES, COMMITMENT, DECAY));
        return List.copyOf(options);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        return new FrameNetworkDetector(this, new VqMemoryNetwork()).fit(data, request);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        return new FrameNetworkDetector(this, new VqMemoryNetwork()).load(model);
    }
}
