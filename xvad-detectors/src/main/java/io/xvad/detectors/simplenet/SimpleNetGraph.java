package io.xvad.detectors.simplenet;

import io.xvad.detectors.heads.Head;
import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Adaptor and discriminator of SimpleNet and their loss (Liu et al. 2023, equations 3 to 6): a linear adaptor without
 * bias; a linear layer, batch normalisation, a leaky rectifier and a linear layer without bias. In training the batch
 * holds each adapted row twice, the second time with noise, and is normalised as one.
 */
final class SimpleNetGraph {

    static final String NOISE = "noise";
    static final String SIGN = "sign";
    static final String LOSS = "loss";
    static final String BATCH_MEAN = "batch-mean";
    static final String BATCH_VARIANCE = "batch-variance";
    static final String MEAN = "running-mean";
    static final String VARIANCE = "running-variance";
    static final String ADAPTOR = "adaptor";

    private static final double MARGIN = 0.5;
    private static final double SLOPE = 0.2;
    private static final double EPSILON = 1e-5;

    private SimpleNetGraph() {}

    static Trainable build(int dimension, int hidden, long seed) {
        Trainable net = new Trainable(seed);
        SameDiff graph = net.graph();
        SDVariable rows = net.input(Head.ROWS, dimension);
        SDVariable adapted = rows.mmul(net.weights(ADAPTOR, dimension, dimension, dimension, dimension));
        SDVariable weights = net.weights("hidden", dimension, hidden, dimension, hidden);
        SDVariable bias = net.constant("hidden-bias", 0, 1, hidden);
        SDVariable scale = net.constant("norm-scale", 1, 1, hidden);
        SDVariable shift = net.constant("norm-shift", 0, 1, hidden);
        SDVariable out = net.weights("out", hidden, 1, hidden, 1);

        SDVariable noise = net.input(NOISE, dimension);
        SDVariable both =
                graph.concat(0, adapted, adapted.add(noise)).mmul(weights).add(bias);
        SDVariable mean = both.mean(true, 0).rename(BATCH_MEAN);
        SDVariable variance = graph.math().square(both.sub(mean)).mean(true, 0).rename(BATCH_VARIANCE);
        SDVariable told = discriminated(graph, both, mean, variance, scale, shift, out);
        SDVariable sign = net.input(SIGN, 1);
        graph.nn().relu(told.mul(sign).rsub(MARGIN), 0).mean().mul(2).rename(LOSS);

        SDVariable known = adapted.mmul(weights).add(bias);
        SDVariable runningMean = net.kept(MEAN, 0, 1, hidden);
        SDVariable runningVariance = net.kept(VARIANCE, 1, 1, hidden);
        discriminated(graph, known, runningMean, runningVariance, scale, shift, out)
                .neg()
                .reshape(-1)
                .rename(Head.SCORE);
        return net;
    }

    private static SDVariable discriminated(
            SameDiff graph,
            SDVariable hidden,
            SDVariable mean,
            SDVariable variance,
            SDVariable scale,
            SDVariable shift,
            SDVariable out) {
        SDVariable normal = hidden.sub(mean).div(graph.math().sqrt(variance.add(EPSILON)));
        return graph.nn().leakyRelu(normal.mul(scale).add(shift), SLOPE).mmul(out);
    }
}
