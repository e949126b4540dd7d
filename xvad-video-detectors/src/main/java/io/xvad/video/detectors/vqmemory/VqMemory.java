package io.xvad.video.detectors.vqmemory;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.option.TrainingOptions;
import io.xvad.training.codebook.Codebook;
import io.xvad.video.detectors.framenetwork.FrameNetwork;
import io.xvad.video.detectors.framenetwork.FrameNetworkDetector;
import io.xvad.video.detectors.framenetwork.FrameNetworkOptions;
import io.xvad.video.detectors.framenetwork.MemoryItems;
import io.xvad.video.detectors.framenetwork.WindowLayout;
import java.util.Optional;

/**
 * Scores a frame by how badly a vector-quantised U-Net predicts it from the four frames before it, and explains it by the codes that
 * normal frames never use, or use less often; after Szymanowicz, Charles and Cipolla, "Discrete Neural Representations for
 * Explainable Anomaly Detection" (WACV 2022). Each feature of the U-Net's code is replaced by the nearest entry of a codebook, as in
 * van den Oord, Vinyals and Kavukcuoglu, "Neural Discrete Representation Learning" (NeurIPS 2017), with its straight-through
 * gradient, commitment loss and exponential moving averages. Codes begin as features of normal frames, and one that loses its
 * features begins again at another. The discrete codes stand for all of the paper's explanation: objects are not classified.
 * Stateless.
 */
public final class VqMemory extends FrameNetworkDetector {

    /** The largest number of epochs. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(16);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(2e-4);

    /** Size of the codebook. */
    public static final OptionSpec<Integer> CODES =
            OptionSpec.integer("codes", 256, 2, 10_000, "Codes of the codebook");

    /** Weight of the commitment loss. */
    public static final OptionSpec<Double> COMMITMENT = OptionSpec.decimal(
            "commitment", 0.25, 0, 100, "Weight in the loss of how far features are from their codes");

    /** Decay of the moving averages. */
    public static final OptionSpec<Double> DECAY =
            OptionSpec.decimal("decay", 0.99, 0, 0.9999, "Share of a code that stays in a step as it was");

    /** Features below which a code begins again. */
    public static final OptionSpec<Double> LEAST_USED = OptionSpec.decimal(
            "least-used",
            0.1,
            0,
            1000,
            "Features a step, on average, below which a code begins again at another feature; 0 leaves it");

    static final WindowLayout WINDOW = WindowLayout.predicting(4);

    /** Creates the provider, as the registry does. */
    public VqMemory() {
        super(EPOCHS, LEARNING_RATE, CODES, COMMITMENT, DECAY, LEAST_USED);
    }

    @Override
    public String name() {
        return "vq-memory";
    }

    @Override
    public String description() {
        return "Frames predicted through a codebook, whose codes tell what normal frames never show (after Szymanowicz et al. 2022)";
    }

    @Override
    protected Preset paper() {
        return paper("sizes and steps, which are those of frame prediction, and classes of objects", 4, 2e-4)
                .with(EPOCHS, 160)
                .with(FrameNetworkOptions.EPOCH_WINDOWS, 2000);
    }

    @Override
    protected WindowLayout layout(Options options) {
        return WINDOW;
    }

    @Override
    protected FrameNetwork network(Options options) {
        return new VqMemoryNetwork(options);
    }

    @Override
    protected Optional<MemoryItems> items(Options options) {
        return Optional.of(new MemoryItems("code", options.get(CODES), Codebook.NEAREST, Codebook.DISTANCES));
    }
}
