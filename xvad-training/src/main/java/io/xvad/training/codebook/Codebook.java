package io.xvad.training.codebook;

import io.xvad.training.Trainable;
import org.apache.commons.rng.simple.RandomSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ops.impl.controlflow.compat.StopGradient;

/** Vector quantisation (van den Oord et al., 2017, equations 1 to 3): each feature gives way to the nearest code. */
public final class Codebook {

    public static final String CODES = "codes";

    /** Name of how many features each code has had, a moving average. */
    static final String COUNTS = "code-counts";

    /** Name of the sum of the features each code has had, a moving average. */
    static final String SUMS = "code-sums";

    /** Name of the features, shape (N * places, channels). */
    public static final String FEATURES = "features";

    /** Name of the index of each feature's nearest code. */
    public static final String NEAREST = "nearest-codes";

    /** Name of each feature's distance from it. */
    public static final String DISTANCES = "code-distances";

    private static final double SHORTEST = 1e-12;

    private final SameDiff graph;
    private final SDVariable features;
    private final SDVariable nearest;
    private final SDVariable quantised;

    /**
     * Quantises features in rows.
     *
     * @param codes shape (codes, channels)
     * @param count how many codes
     */
    public Codebook(Trainable net, SDVariable features, SDVariable codes, int count) {
        this.graph = net.graph();
        this.features = features;
        SDVariable lengths = graph.math().square(codes).sum(1).reshape(1, count);
        nearest = graph.argmin(lengths.sub(features.mmul(graph.transpose(codes)).mul(2)), 1);
        SDVariable ones = graph.oneHot(nearest, count, 1, 1, 0, features.dataType());
        quantised = fixed(ones.mmul(codes));
    }

    /** Names what it finds {@link #NEAREST} and {@link #DISTANCES}; for one of the uses of a codebook in a graph. */
    public Codebook revealed() {
        nearest.castTo(features.dataType()).rename(NEAREST);
        graph.math().sqrt(squares().add(SHORTEST)).rename(DISTANCES);
        return this;
    }

    /**
     * Codes that are kept with the weights and follow their features by {@link FollowingCodes}.
     *
     * @return shape (count, channels)
     */
    public static SDVariable kept(Trainable net, int count, int channels) {
        SDVariable codes = net.kept(CODES, 0, count, channels);
        net.kept(COUNTS, 1, count);
        net.kept(SUMS, 0, count, channels);
        return codes;
    }

    /**
     * Starts codes that are kept at features that are drawn, as if each had had one feature so far: itself.
     *
     * @param features rows as long as a code
     * @param seed the draw follows from it
     */
    public static void begin(Trainable net, float[] features, long seed) {
        int count = net.value(COUNTS).length;
        int channels = net.value(CODES).length / count;
        float[] drawn = new DrawnFeatures(features, channels).drawn(count, RandomSource.XO_SHI_RO_256_PP.create(seed));
        net.keep(CODES, drawn);
        net.keep(SUMS, drawn);
    }

    private SDVariable fixed(SDVariable x) {
        return new StopGradient(graph, x).outputVariable();
    }

    private SDVariable squares() {
        return graph.math().square(features.sub(quantised)).sum(1);
    }

    /** The codes in place of the features; the gradient passes straight through. */
    public SDVariable passed() {
        return features.add(fixed(quantised.sub(features)));
    }

    /** The codes, through which no gradient passes. */
    public SDVariable quantised() {
        return quantised;
    }

    /** Mean squared difference of features from their codes, which only the features follow. */
    public SDVariable commitment() {
        return graph.math().square(features.sub(quantised)).mean();
    }
}
