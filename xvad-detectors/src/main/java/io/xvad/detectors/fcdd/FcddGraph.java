package io.xvad.detectors.fcdd;

import io.xvad.detectors.heads.Head;
import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * The head of FCDD and its losses (Liznerski et al. 2021): convolutions of one pixel give each position the pseudo-Huber
 * distance {@code A = sqrt(phi^2 + 1) - 1}. The loss over labels of images is equation 2, that over masks equation 4.
 */
final class FcddGraph {

    static final String LABELS = "labels";
    static final String MASKS = "masks";
    static final String IMAGE_LOSS = "image-loss";
    static final String PIXEL_LOSS = "pixel-loss";

    private static final double SMALLEST = 1e-12;

    private FcddGraph() {}

    static Trainable build(int dimension, int hidden, int positions, long seed) {
        Trainable net = new Trainable(seed);
        SameDiff graph = net.graph();
        SDVariable rows = net.input(Head.ROWS, dimension);
        SDVariable inner = rows.mmul(net.weights("hidden", dimension, hidden, dimension, hidden))
                .add(net.constant("hidden-bias", 0, 1, hidden));
        SDVariable phi = graph.nn()
                .relu(inner, 0)
                .mmul(net.weights("out", hidden, 1, hidden, 1))
                .add(net.constant("out-bias", 0, 1, 1));
        SDVariable distance = graph.math()
                .sqrt(graph.math().square(phi).add(1))
                .sub(1)
                .reshape(-1)
                .rename(Head.SCORE);
        SDVariable images = distance.reshape(-1, positions);
        SDVariable labels = net.input(LABELS);
        SDVariable masks = net.input(MASKS, positions);
        SDVariable normal = labels.rsub(1);
        SDVariable mean = images.mean(1);
        normal.mul(mean).sub(labels.mul(logOneLessExp(graph, mean))).mean().rename(IMAGE_LOSS);
        SDVariable inside = images.mul(masks).mean(1).add(normal);
        images.mul(masks.rsub(1))
                .mean(1)
                .sub(labels.mul(logOneLessExp(graph, inside)))
                .mean()
                .rename(PIXEL_LOSS);
        return net;
    }

    /** {@code log(1 - exp(-x))} for x of at least 0. */
    private static SDVariable logOneLessExp(SameDiff graph, SDVariable x) {
        return graph.math().log(graph.math().expm1(x.neg()).neg().add(SMALLEST));
    }
}
