package io.xvad.detectors.reversedistillation;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.detectors.featurenetwork.FeatureNetworkDetector;
import io.xvad.detectors.featurenetwork.Standardisation;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.features.PatchExtractor;
import java.util.List;

/**
 * Scores a place by how badly a decoder restores the features that a frozen teacher has there: reverse distillation (Deng and
 * Li 2022, "Anomaly Detection via Reverse Distillation from One-Class Embedding", CVPR). A bottleneck makes a small embedding
 * of the teacher's features, and the decoder, the student, restores them from it, coarse to fine; what was never seen does not
 * pass the bottleneck. Unlike in the paper, bottleneck and student have neither residual blocks nor batch normalisation, and the loss is
 * averaged over places, as the paper's equations say and its code does not.
 */
public final class ReverseDistillation extends FeatureNetworkDetector {

    /** The layers that are learned from: all three, as in the paper. */
    public static final OptionSpec<List<String>> LAYERS =
            FeatureOptions.layers(List.of("stride4", "stride8", "stride16"));

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
    protected OptionSpec<List<String>> layers() {
        return LAYERS;
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

    /** Only directions of features are compared, so they stay as they are. */
    @Override
    protected Standardisation standardisation(PatchExtractor extractor, List<float[]> rows) {
        return Standardisation.none(extractor.dimension());
    }

    @Override
    protected FeatureNetwork network(PatchExtractor extractor, Options options) {
        return new ReverseDistillationNetwork(extractor, options);
    }
}
