package io.xvad.video.detectors.dlanac;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.option.TrainingOptions;
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
 * Scores a frame by how badly it is predicted through prototypes that are aggregated from its window, and, if that is wanted, by how far
 * its features are from learned cluster centres, after Yang, Wu, Liu and Liu, "Dynamic Local Aggregation Network with Adaptive Clusterer for Anomaly
 * Detection" (ECCV 2022). The prototypes are aggregated around the centres as in Arandjelovic et al., "NetVLAD: CNN Architecture for
 * Weakly Supervised Place Recognition" (CVPR 2016). How many centres there are follows from the data: at first as many as features are
 * apart, then those to which features are seldom assigned are dropped. The method is only after the paper: centres start by the
 * farthest-first rule instead of the paper's self-organising map beside an autoencoder that is trained before, a prototype is its
 * centre moved by its residuals, and the losses of distance are those of MNAD (Park et al., 2020), with weights of their own.
 * Stateless.
 */
public final class DlanAc extends FrameNetworkDetector {

    /** The largest number of epochs. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(16);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(2e-4);

    /** The largest number of clusters. */
    public static final OptionSpec<Integer> CLUSTERS =
            OptionSpec.integer("clusters", 32, 2, 1000, "Most clusters to begin with; fewer if features are alike");

    /** Distance between features that begin clusters of their own. */
    public static final OptionSpec<Double> APART = OptionSpec.decimal(
            "apart", 0.2, 0, 2, "Distance between normalised features below which they begin one cluster");

    /** Share of features below which a cluster is dropped. */
    public static final OptionSpec<Double> LEAST_SHARE = OptionSpec.decimal(
            "least-share", 0.01, 0, 1, "Share of features below which a cluster is left out; two always stay");

    /** Sharpness of the soft assignment. */
    public static final OptionSpec<Double> SHARPNESS =
            OptionSpec.decimal("sharpness", 10, 0.01, 1000, "How sharply features are assigned to the nearest centres");

    /** Weight of the compactness loss. */
    public static final OptionSpec<Double> COMPACTNESS = OptionSpec.decimal(
            "compactness", 0.01, 0, 100, "Weight in the loss of how far features are from their nearest centre");

    /** Weight of the separateness loss. */
    public static final OptionSpec<Double> SEPARATENESS = OptionSpec.decimal(
            "separateness",
            0.01,
            0,
            100,
            "Weight in the loss of how little nearer the nearest centre is than the second");

    /** Weight of the error in the score. */
    public static final OptionSpec<Double> ERROR_WEIGHT = OptionSpec.decimal(
            "error-weight", 1, 0, 1, "Weight of the error in the score; the distance from the centres has the rest");

    static final WindowLayout WINDOW = WindowLayout.predicting(4);

    /** Creates the provider, as the registry does. */
    public DlanAc() {
        super(EPOCHS, LEARNING_RATE, CLUSTERS, APART, LEAST_SHARE, SHARPNESS, COMPACTNESS, SEPARATENESS, ERROR_WEIGHT);
    }

    @Override
    public String name() {
        return "dlan-ac";
    }

    @Override
    public String description() {
        return "Frames predicted through prototypes aggregated around centres, as many as are needed (after Yang et al. 2022)";
    }

    @Override
    protected Preset paper() {
        return paper("the self-organising map and the autoencoder it is fitted beside, and pooling", 8, 1e-4)
                .with(EPOCHS, 300)
                .with(FrameNetworkOptions.EPOCH_WINDOWS, 0)
                .with(CLUSTERS, 25);
    }

    @Override
    protected WindowLayout layout(Options options) {
        return WINDOW;
    }

    @Override
    protected FrameNetwork network(Options options) {
        return new DlanAcNetwork(options);
    }

    @Override
    protected double errorWeight(Options options) {
        return options.get(ERROR_WEIGHT);
    }

    @Override
    protected List<ScoreTerm> terms(Options options) {
        return List.of(new ScoreTerm("centre-distance", "", ItemMemory.DISTANCES, 1 - errorWeight(options)));
    }

    @Override
    protected Optional<MemoryItems> items(Options options) {
        return Optional.of(new MemoryItems("cluster", options.get(CLUSTERS), ItemMemory.NEAREST, ItemMemory.DISTANCES));
    }
}
