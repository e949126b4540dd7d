package io.xvad.detectors.sla2p;

import io.xvad.detectors.heads.Head;
import io.xvad.training.Trainable;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The classifier of random projections and its adversary (Wang et al. 2022). Features are scaled to one length, as a
 * classifier without a bound is the surer the longer they are. SameDiff does not differentiate twice, so that
 * the gradient of the predicted class is written out as operations of the graph.
 */
final class Sla2pGraph {

    static final String LOSS = "loss";
    static final String PROJECTIONS = "projections";

    private static final double SLOPE = 0.2;
    private static final double SMALLEST = 1e-12;

    private final SameDiff graph;
    private final int classes;
    private final SDVariable inner;
    private final SDVariable innerBias;
    private final SDVariable outer;
    private final SDVariable outerBias;

    private Sla2pGraph(Trainable net, int classes, int width, int hidden) {
        this.graph = net.graph();
        this.classes = classes;
        inner = net.weights("inner", width, hidden, width, hidden);
        innerBias = net.constant("inner-bias", 0, 1, hidden);
        outer = net.weights("outer", hidden, classes, hidden, classes);
        outerBias = net.constant("outer-bias", 0, 1, classes);
    }

    static Trainable build(
            int dimension, int classes, int width, int hidden, double epsilon, boolean entropy, long seed) {
        Trainable net = new Trainable(seed);
        SDVariable projections = net.kept(PROJECTIONS, 0, dimension, (long) classes * width);
        net.keep(PROJECTIONS, gaussian(dimension, classes * width, seed));
        SDVariable rows = net.input(Head.ROWS, dimension);
        SDVariable squares = net.graph().math().square(rows).mean(true, 1).add(SMALLEST);
        SDVariable scaled = rows.div(net.graph().math().sqrt(squares));
        SDVariable projected = scaled.mmul(projections).reshape(-1, width);
        Sla2pGraph classifier = new Sla2pGraph(net, classes, width, hidden);
        classifier.loss(projected);
        classifier.score(projected.sub(classifier.raised(projected).mul(epsilon)), entropy);
        return net;
    }

    /** Entries of variance one over the dimension, so that projections of standardised features have unit variance. */
    private static float[] gaussian(int dimension, int columns, long seed) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        float[] values = new float[dimension * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (gaussian.sample() / Math.sqrt(dimension));
        }
        return values;
    }

    private SDVariable before(SDVariable projected) {
        return projected.mmul(inner).add(innerBias);
    }

    private SDVariable logits(SDVariable before) {
        return graph.nn().leakyRelu(before, SLOPE).mmul(outer).add(outerBias);
    }

    private void loss(SDVariable projected) {
        SDVariable own = graph.constant("own-class", Nd4j.eye(classes).reshape(1, classes, classes));
        SDVariable logs = graph.nn().logSoftmax(logits(before(projected))).reshape(-1, classes, classes);
        logs.mul(own).sum(2).mean().neg().rename(LOSS);
    }

    /** In which direction each value makes the predicted class more likely. */
    private SDVariable raised(SDVariable projected) {
        SDVariable before = before(projected);
        SDVariable logits = logits(before);
        SDVariable predicted = graph.eq(logits, logits.max(true, 1)).castTo(DataType.FLOAT);
        SDVariable slopes = graph.math().sign(before).mul((1 - SLOPE) / 2).add((1 + SLOPE) / 2);
        SDVariable errors = predicted.sub(graph.nn().softmax(logits, 1));
        SDVariable gradient = errors.mmul(graph.transpose(outer)).mul(slopes).mmul(graph.transpose(inner));
        return graph.math().sign(gradient);
    }

    private void score(SDVariable perturbed, boolean entropy) {
        SDVariable likely = graph.nn().softmax(logits(before(perturbed)), 1);
        SDVariable uncertain = entropy
                ? likely.mul(graph.math().log(likely.add(SMALLEST))).sum(1).neg()
                : likely.max(1).rsub(1);
        uncertain.reshape(-1, classes).mean(1).rename(Head.SCORE);
    }
}
