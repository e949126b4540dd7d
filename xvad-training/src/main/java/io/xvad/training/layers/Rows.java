package io.xvad.training.layers;

import io.xvad.training.Mode;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.factory.Nd4j;

/** Rows of a matrix with the mean 0 and the variance 1 each. */
final class Rows {

    private static final double EPSILON = 1e-5;

    private final SameDiff graph;
    private final long length;
    private final Mode mode;

    /**
     * Rows of a graph.
     *
     * @param length how many values each has
     * @param mode in training sums are products with ones, see {@link Channels}; both give the same but for rounding
     */
    Rows(SameDiff graph, long length, Mode mode) {
        this.graph = graph;
        this.length = length;
        this.mode = mode;
    }

    /** Multiplied by one over the deviation, since the gradient of a division by a single value is wrong in ND4J. */
    SDVariable normalised(SDVariable rows) {
        SDVariable centred = rows.add(spread(mean(rows).neg()));
        SDVariable deviation = graph.math().sqrt(mean(centred.mul(centred)).add(EPSILON));
        return centred.mul(spread(deviation.rdiv(1)));
    }

    private SDVariable mean(SDVariable rows) {
        return mode == Mode.TRAINING
                ? rows.mmul(graph.constant(Nd4j.ones(length, 1))).div(length)
                : rows.mean(true, 1);
    }

    private SDVariable spread(SDVariable numbers) {
        return mode == Mode.TRAINING ? numbers.mmul(graph.constant(Nd4j.ones(1, length))) : numbers;
    }
}
