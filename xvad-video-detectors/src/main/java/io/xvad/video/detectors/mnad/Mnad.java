package io.xvad.video.detectors.mnad;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.option.TrainingOptions;
import io.xvad.video.detectors.framenetwork.AdaptingMemory;
import io.xvad.video.detectors.framenetwork.FrameNetwork;
import io.xvad.video.detectors.framenetwork.FrameNetworkDetector;
import io.xvad.video.detectors.framenetwork.FrameNetworkOptions;
import io.xvad.video.detectors.framenetwork.ItemMemory;
import io.xvad.video.detectors.framenetwork.MemoryItems;
import io.xvad.video.detectors.framenetwork.ScoreTerm;
import io.xvad.video.detectors.framenetwork.WindowLayout;
import java.util.List;
import java.util.Optional;

/**
 * Scores a frame by how badly it is predicted, or reconstructed, through a memory of normal features, and by how far its features
 * are from that memory, after Park, Noh and Ham, "Learning Memory-guided Normality for Anomaly Detection" (CVPR 2020). The few items
 * of the memory follow the features of normal frames, and go on following those of regular frames of a video that is scored, each
 * video from the fitted items on. Both parts of the score are standardised on held-out normal frames instead of spread over each
 * video's extremes; there is no batch normalisation. Each frame's explanation tells which items were read more or less often than in
 * normal frames. Stateless.
 */
public final class Mnad extends FrameNetworkDetector {

    /** The largest number of epochs. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(16);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(2e-4);

    private static final String PREDICTION = "prediction";

    /** The task of the network: prediction of the next frame, or reconstruction of the frame it is given. */
    public static final OptionSpec<String> TASK = OptionSpec.choice(
            "task",
            PREDICTION,
            List.of(PREDICTION, "reconstruction"),
            "Whether a frame is predicted from the four before it or given again without skips");

    /** Items of the memory. */
    public static final OptionSpec<Integer> ITEMS = OptionSpec.integer("items", 10, 2, 10_000, "Items of the memory");

    /** Weight of the compactness loss. */
    public static final OptionSpec<Double> COMPACTNESS = OptionSpec.decimal(
            "compactness", 0.1, 0, 100, "Weight in the loss of how far features are from their nearest item");

    /** Weight of the separateness loss. */
    public static final OptionSpec<Double> SEPARATENESS = OptionSpec.decimal(
            "separateness", 0.1, 0, 100, "Weight in the loss of how little nearer the nearest item is than the second");

    /** Weight of the error in the score. */
    public static final OptionSpec<Double> ERROR_WEIGHT = OptionSpec.decimal(
            "error-weight", 0.6, 0, 1, "Weight of the error in the score; the distance from the memory has the rest");

    /** Regular score below which a frame's features are followed while a video is scored. */
    public static final OptionSpec<Double> UPDATE_BELOW = OptionSpec.decimal(
            "update-below",
            0.01,
            0,
            1,
            "While a video is scored, items follow frames of a weighted squared error below this; 0 leaves them as fitted");

    /** Creates the provider, as the registry does. */
    public Mnad() {
        super(EPOCHS, LEARNING_RATE, TASK, ITEMS, COMPACTNESS, SEPARATENESS, ERROR_WEIGHT, UPDATE_BELOW);
    }

    @Override
    public String name() {
        return "mnad";
    }

    @Override
    public String description() {
        return "Frames predicted through a memory of normal features, and their distance from it (Park et al. 2020)";
    }

    static WindowLayout window(Options options) {
        return options.get(TASK).equals(PREDICTION) ? WindowLayout.predicting(4) : WindowLayout.reconstructing(1);
    }

    @Override
    protected Preset paper() {
        return paper("batch normalisation and pooling", 4, 2e-4)
                .with(EPOCHS, 60)
                .with(FrameNetworkOptions.EPOCH_WINDOWS, 0)
                .with(ITEMS, 10)
                .with(UPDATE_BELOW, 0.01);
    }

    @Override
    protected WindowLayout layout(Options options) {
        return window(options);
    }

    @Override
    protected FrameNetwork network(Options options) {
        return new MnadNetwork(options);
    }

    @Override
    protected OptionSpec<String> error() {
        return FrameNetworkOptions.MEAN_ERROR;
    }

    @Override
    protected double errorWeight(Options options) {
        return options.get(ERROR_WEIGHT);
    }

    @Override
    protected List<ScoreTerm> terms(Options options) {
        return List.of(new ScoreTerm("memory-distance", "", ItemMemory.SQUARES, 1 - errorWeight(options)));
    }

    @Override
    protected Optional<AdaptingMemory> adapting(Options options) {
        double below = options.get(UPDATE_BELOW);
        return below > 0
                ? Optional.of(new AdaptingMemory(MnadNetwork.MEMORY, ItemMemory.QUERIES, below, MemoryUpdate::updated))
                : Optional.empty();
    }

    @Override
    protected Optional<MemoryItems> items(Options options) {
        return Optional.of(new MemoryItems("item", options.get(ITEMS), ItemMemory.NEAREST, ItemMemory.DISTANCES));
    }
}
