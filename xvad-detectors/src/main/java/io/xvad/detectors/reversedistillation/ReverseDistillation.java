package io.xvad.detectors.reversedistillation;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.distillation.DistillationDetector;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.features.PatchExtractor;
import java.util.List;
import java.util.Optional;

/**
 * Scores a place by how badly a decoder restores the features that a frozen teacher has there: reverse distillation (Deng and
 * Li 2022, "Anomaly Detection via Reverse Distillation from One-Class Embedding", CVPR). A bottleneck makes a small embedding
 * of the teacher's features, and the decoder, the student, restores them from it, coarse to fine; what was never seen does not
 * pass the bottleneck. Bottleneck and decoder are those of the paper, of residual blocks with batch normalisation, as wide as the
 * options say; the paper's teacher is a WideResNet-50. The learning rate falls to 0 along a line, where the paper's is constant.
 */
public final class ReverseDistillation extends DistillationDetector {

    /** The largest number of passes over the training images. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(60);

    /** First step of the optimiser, which falls to 0. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.005);

    /** Width of the student. */
    public static final OptionSpec<Integer> WIDTH = OptionSpec.integer(
            "width",
            112,
            1,
            4096,
            "Channels of the student at its coarsest scale; half as many at each finer one, twice as many in the embedding");

    /** Depth of the student. */
    public static final OptionSpec<Integer> BLOCKS = OptionSpec.integer(
            "blocks", 2, 1, 100, "Residual blocks of the embedding and of each scale of the student");

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
        return List.of(WIDTH, BLOCKS);
    }

    @Override
    protected Optional<Preset> paper() {
        return Optional.of(
                Preset.paper("the packaged backbone, basic blocks in place of bottlenecks and Adam's usual averages")
                        .with(WIDTH, 1024)
                        .with(BLOCKS, 3)
                        .with(EPOCHS, 200)
                        .with(TrainingOptions.BATCH, 16)
                        .with(FeatureOptions.INPUT_SIZE, 256)
                        .with(FeatureOptions.TRAINING_IMAGES, 0));
    }

    @Override
    protected FeatureNetwork network(PatchExtractor extractor, Options options) {
        return new ReverseDistillationNetwork(extractor, options);
    }
}
