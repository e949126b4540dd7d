package io.xvad.video.detectors.dlanac;

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
 * Local aggregation with an adaptive number of clusters (after Yang, Wu, Liu and Liu 2022, "Dynamic Local Aggregation Network with
 * Adaptive Clusterer for Anomaly Detection"): a U-Net predicts a frame from the four before it through prototypes that are
 * aggregated anew from each window's features around learnt centres, as in NetVLAD (Arandjelovic et al. 2016). How many centres
 * there are follows from the data: at first as many as features are apart, then those that features are seldom assigned to are
 * left out. A frame is anomalous by its error and by how far its features are from the centres. The paper's own clusterer and its
 * weights are not followed to the letter: centres start by the farthest-first rule, a prototype is its centre moved by its
 * residuals, and the losses of distance are those of Park et al. 2020. Frames are grey. Stateless.
 */
public final class DlanAc implements Detector {

    static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(60);
    static final OptionSpec<Double> RATE = TrainingOptions.learningRate(2e-4);
    static final OptionSpec<Integer> CLUSTERS =
            OptionSpec.integer("clusters", 32, 2, 1000, "Most clusters to begin with; fewer if features are alike");
    static final OptionSpec<Double> APART = OptionSpec.decimal(
            "apart", 0.2, 0, 2, "Distance between normalised features below which they begin one cluster");
    static final OptionSpec<Double> LEAST_SHARE = OptionSpec.decimal(
            "least-share", 0.01, 0, 1, "Share of features below which a cluster is left out; two always stay");
    static final OptionSpec<Double> SHARPNESS =
            OptionSpec.decimal("sharpness", 10, 0.01, 1000, "How sharply features are assigned to the nearest centres");
    static final OptionSpec<Double> COMPACTNESS = OptionSpec.decimal(
            "compactness", 0.1, 0, 100, "Weight in the loss of how far features are from their nearest centre");
    static final OptionSpec<Double> SEPARATENESS = OptionSpec.decimal(
            "separateness",
            0.1,
            0,
            100,
            "Weight in the loss of how little nearer the nearest centre is than the second");
    static final OptionSpec<Double> ERROR_WEIGHT = OptionSpec.decimal(
            "error-weight", 0.6, 0, 1, "Weight of the error in the score; the distance from the centres has the rest");

    @Override
    public String name() {
        return "dlan-ac";
    }

    @Override
    public String description() {
        return "Frames predicted through prototypes aggregated around centres, as many as are needed (after Yang et al. 2022)";
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
        options.addAll(List.of(CLUSTERS, APART, LEAST_SHARE, SHARPNESS, COMPACTNESS, SEPARATENESS, ERROR_WEIGHT));
        return List.copyOf(options);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        return new FrameNetworkDetector(this, new DlanAcNetwork()).fit(data, request);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        return new FrameNetworkDetector(this, new DlanAcNetwork()).load(model);
    }
}
