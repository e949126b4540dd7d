package io.xvad.video.detectors.mnad;

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
 * Memory-guided normality (Park et al. 2020, "Learning Memory-guided Normality for Anomaly Detection"): what a U-Net predicts,
 * or reconstructs, passes a memory of a few items that follow the features of normal frames; a frame is anomalous by its error
 * and by how far its features are from the memory. Both are standardised on normal training frames instead of spread over each
 * video's extremes, and a fitted memory never changes, unlike in the paper. Frames are grey. Which items were read more or
 * less than in normal frames is told of each frame. Stateless.
 */
public final class Mnad implements Detector {

    static final String PREDICTION = "prediction";
    static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(60);
    static final OptionSpec<Double> RATE = TrainingOptions.learningRate(2e-4);
    static final OptionSpec<String> TASK = OptionSpec.choice(
            "task",
            PREDICTION,
            List.of(PREDICTION, "reconstruction"),
            "Whether a frame is predicted from the four before it or given again without skips");
    static final OptionSpec<Integer> ITEMS = OptionSpec.integer("items", 10, 2, 10_000, "Items of the memory");
    static final OptionSpec<Double> COMPACTNESS = OptionSpec.decimal(
            "compactness", 0.1, 0, 100, "Weight in the loss of how far features are from their nearest item");
    static final OptionSpec<Double> SEPARATENESS = OptionSpec.decimal(
            "separateness", 0.1, 0, 100, "Weight in the loss of how little nearer the nearest item is than the second");
    static final OptionSpec<Double> ERROR_WEIGHT = OptionSpec.decimal(
            "error-weight", 0.6, 0, 1, "Weight of the error in the score; the distance from the memory has the rest");

    @Override
    public String name() {
        return "mnad";
    }

    @Override
    public String description() {
        return "Frames predicted through a memory of normal features, and their distance from it (Park et al. 2020)";
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
        options.addAll(List.of(TASK, ITEMS, COMPACTNESS, SEPARATENESS, ERROR_WEIGHT));
        return List.copyOf(options);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        return new FrameNetworkDetector(this, new MnadNetwork()).fit(data, request);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        return new FrameNetworkDetector(this, new MnadNetwork()).load(model);
    }
}
