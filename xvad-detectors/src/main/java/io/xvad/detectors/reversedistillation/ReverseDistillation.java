package io.xvad.detectors.reversedistillation;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.detectors.featurenetwork.FeatureNetworkDetector;
import io.xvad.detectors.features.PatchExtractor;
import java.util.List;

/**
 * Scores a place by how badly a decoder restores the features that a frozen teacher has there: reverse distillation (Deng and
 * Li 2022, "Anomaly Detection via Reverse Distillation from One-Class Embedding", CVPR). A bottleneck makes a small embedding
 * of the teacher's features, and the decoder, the student, restores them from it, coarse to fine; what was never seen does not
 * pass the bottleneck. Unlike in the paper, features are standardised first and the student has no batch normalisation.
 */
public final class ReverseDistillation extends FeatureNetworkDetector {

    /** The largest number of passes over the training images. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(40);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.005);

    /** Width of the student. */
    public static final OptionSpec<Integer> WIDTH =
            OptionSpec.integer("width", 64, 1, 4096, "Channels of the student; the embedding has twice as many");

    @Override
    public String name() {
        return "reverse-distillation";
    }

    @Override
    public String description() {
        return "A decoder restores a frozen network's features from a small embedding (Deng and Li 2022)";
    }

    @Override
    protected OptionSpec<Integer> epochs() {
        return EPOCHS;
    }

    @Override
    protected OptionSpec<Double> learningRate() {
        return LEARNING_RATE;
    }

    @Override
    protected List<OptionSpec<?>> methodOptions() {
        return List.of(WIDTH);
    }

    @Override
    protected FeatureNetwork network(PatchExtractor extractor, Options options) {
        return new ReverseDistillationNetwork(extractor, options);
    }
}
