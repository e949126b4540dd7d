package io.xvad.detectors.distillation;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** Adds the cosine distance over channels to a graph. */
public final class Cosine {

    private static final double EPSILON = 1e-8;

    private Cosine() {}

    /** The distance {@code 1 - cos} of whole images, all values of each as one vector; shape (N). */
    public static SDVariable ofWhole(SameDiff graph, SDVariable a, SDVariable b, long values) {
        return distance(graph, a.reshape(-1, values), b.reshape(-1, values));
    }

    /** The distance {@code 1 - cos} over the second dimension of two tensors of one shape, such as (N, C, H, W); shape (N, H, W). */
    public static SDVariable distance(SameDiff graph, SDVariable a, SDVariable b) {
        SDVariable lengths =
                graph.math().square(a).sum(1).mul(graph.math().square(b).sum(1));
        return a.mul(b).sum(1).div(graph.math().sqrt(lengths.add(EPSILON))).rsub(1);
    }
}
