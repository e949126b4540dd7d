package io.xvad.video.detectors.vqmemory;

import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ops.impl.controlflow.compat.StopGradient;

/** Vector quantisation (van den Oord et al., 2017, equations 1 to 3): each feature gives way to the nearest code. */
final class Codebook {

    static final String CODES = "codes";

    /** Name of how many features each code has had, a moving average. */
    static final String COUNTS = "code-counts";

    /** Name of the sum of the features each code has had, a moving average. */
    static final String SUMS = "code-sums";

    /** Name of the features, shape (N * places, channels). */
    static final String FEATURES = "features";

    /** Name of the index of each feature's nearest code. */
    static final String NEAREST = "nearest-codes";

    /** Name of each feature's distance from it. */
    static final String DISTANCES = "code-distances";

    private static final double SHORTEST = 1e-12;

    private final SameDiff graph;
    private final SDVariable features;
    private final SDVariable quantised;

    /**
     * Quantises features in rows.
     *
     * @param codes shape (codes, channels)
     * @param count how many codes
     */
    Codebook(Trainable net, SDVariable features, SDVariable codes, int count) {
        this.graph = net.graph();
        this.features = features;
        SDVariable lengths = graph.math().square(codes).sum(1).reshape(1, count);
        SDVariable nearest =
                graph.argmin(lengths.sub(features.mmul(graph.transpose(codes)).mul(2)), 1);
        nearest.castTo(features.dataType()).rename(NEAREST);
        SDVariable ones = graph.oneHot(nearest, count, 1, 1, 0, features.dataType());
        quantised = fixed(ones.mmul(codes));
        graph.math().sqrt(squares().add(SHORTEST)).rename(DISTANCES);
    }

    private SDVariable fixed(SDVariable x) {
        return new StopGradient(graph, x).outputVariable();
    }

    private SDVariable squares() {
        return graph.math().square(features.sub(quantised)).sum(1);
    }

    /** The codes in place of the features; the gradient passes straight through. */
    SDVariable passed() {
        return features.add(fixed(quantised.sub(features)));
    }

    /** Mean squared difference of features from their codes, which only the features follow. */
    SDVariable commitment() {
        return graph.math().square(features.sub(quantised)).mean();
    }
}
