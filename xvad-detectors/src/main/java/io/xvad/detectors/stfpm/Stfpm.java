package io.xvad.detectors.stfpm;

import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.engine.Network;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.detectors.featurenetwork.FeatureNetworkDetector;
import io.xvad.detectors.featurenetwork.LearnedNetwork;
import io.xvad.detectors.features.PatchExtractor;
import java.util.List;
import java.util.Set;

/**
 * Scores a place by how badly a student network, trained on normal images only, predicts the features that a frozen teacher
 * has there, at several scales: STFPM (Wang, Han, Ding and Huang 2021, "Student-Teacher Feature Pyramid Matching for Anomaly
 * Detection", BMVC). Unlike in the paper, features are standardised first, and the student is not of the teacher's
 * architecture but a plain convolutional network.
 */
public final class Stfpm extends FeatureNetworkDetector {

    /** The largest number of passes over the training images. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(40);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.001);

    /** Width of the student. */
    public static final OptionSpec<Integer> WIDTH = OptionSpec.integer(
            "width", 16, 1, 1024, "Channels of the student's first layer; each of the next has twice as many");

    @Override
    public String name() {
        return "stfpm";
    }

    @Override
    public String description() {
        return "Where a student fails to give a frozen network's features at several scales (Wang et al. 2021)";
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(Differentiable.class, Reconstructs.class, RemembersImages.class, WholeGraph.class);
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
        return new StfpmNetwork(extractor, options);
    }

    @Override
    protected FittedDetector fitted(LearnedNetwork learned, Network network, Options options) {
        return new FittedStfpm(learned, network, () -> new StfpmNetwork(learned.extractor(), options));
    }
}
