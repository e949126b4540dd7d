package io.xvad.detectors.sla2p;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.Options;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.detectors.featurenetwork.TrainingFeatures;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The classifier of random projections and its adversary (Wang et al., 2022). Features are scaled to one length, as a
 * classifier without a bound is the surer the longer they are. SameDiff does not differentiate twice, so that
 * the gradient of the predicted class is written out as operations of the graph.
 *
 * @param positions rows of an image
 * @param dimension values in a row
 * @param classes random projections, each a pseudo-class
 * @param width values of a projected feature
 * @param hidden units of the classifier's hidden layer
 * @param epsilon how far each projected value is moved
 * @param entropy whether the score is the entropy of the prediction, or else one less its highest probability
 */
record Sla2pNetwork(int positions, int dimension, int classes, int width, int hidden, double epsilon, boolean entropy)
        implements FeatureNetwork {

    static final String LOSS = "loss";
    static final String PROJECTIONS = "projections";

    private static final double SLOPE = 0.2;
    private static final double SMALLEST = 1e-12;

    Sla2pNetwork(PatchExtractor extractor, Options options) {
        this(
                extractor.side() * extractor.side(),
                extractor.dimension(),
                options.get(Sla2p.PROJECTIONS),
                options.get(Sla2p.PROJECTION_SIZE),
                options.get(Sla2p.HIDDEN),
                options.get(Sla2p.EPSILON),
                options.get(Sla2p.UNCERTAINTY).equals(Sla2p.ENTROPY));
    }

    @Override
    public Map<String, long[]> inputs() {
        return Map.of(ROWS, new long[] {positions, dimension});
    }

    @Override
    public void train(Trainable net, TrainingFeatures features, FitRequest request) {
        double rate = request.options().get(Sla2p.LEARNING_RATE);
        features.train(new Optimiser(net, LOSS, name -> rate, 0), Sla2p.EPOCHS, request);
    }

    @Override
    public Trainable graph(long seed) {
        Trainable net = new Trainable(seed);
        SDVariable projections = net.kept(PROJECTIONS, 0, dimension, (long) classes * width);
        net.keep(PROJECTIONS, gaussian(seed));
        SDVariable rows = net.input(ROWS, dimension);
        SDVariable squares = net.graph().math().square(rows).mean(true, 1).add(SMALLEST);
        SDVariable scaled = rows.div(net.graph().math().sqrt(squares));
        SDVariable projected = scaled.mmul(projections).reshape(-1, width);
        Classifier classifier = new Classifier(net, classes, width, hidden);
        classifier.addLoss(projected);
        classifier.addScore(projected.sub(classifier.raised(projected).mul(epsilon)), entropy);
        return net;
    }

    /** Entries of variance one over the dimension, so that projections of standardised features have unit variance. */
    private float[] gaussian(long seed) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        float[] values = new float[dimension * classes * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (gaussian.sample() / Math.sqrt(dimension));
        }
        return values;
    }

    /** Tells from a projected feature which projection made it. */
    private static final class Classifier {

        private final SameDiff graph;
        private final int classes;
        private final SDVariable inner;
        private final SDVariable innerBias;
        private final SDVariable outer;
        private final SDVariable outerBias;

        Classifier(Trainable net, int classes, int width, int hidden) {
            this.graph = net.graph();
            this.classes = classes;
            inner = net.weights("inner", width, hidden, width, hidden);
            innerBias = net.constant("inner-bias", 0, 1, hidden);
            outer = net.weights("outer", hidden, classes, hidden, classes);
            outerBias = net.constant("outer-bias", 0, 1, classes);
        }

        private SDVariable before(SDVariable projected) {
            return projected.mmul(inner).add(innerBias);
        }

        private SDVariable logits(SDVariable before) {
            return graph.nn().leakyRelu(before, SLOPE).mmul(outer).add(outerBias);
        }

        /** Adds the cross-entropy of the projections. */
        void addLoss(SDVariable projected) {
            SDVariable own = graph.constant("own-class", Nd4j.eye(classes).reshape(1, classes, classes));
            SDVariable logs = graph.nn().logSoftmax(logits(before(projected))).reshape(-1, classes, classes);
            logs.mul(own).sum(2).mean().neg().rename(LOSS);
        }

        /** The direction in which each value makes the predicted class more likely. */
        SDVariable raised(SDVariable projected) {
            SDVariable before = before(projected);
            SDVariable logits = logits(before);
            SDVariable predicted = graph.eq(logits, logits.max(true, 1)).castTo(DataType.FLOAT);
            SDVariable slopes = graph.math().sign(before).mul((1 - SLOPE) / 2).add((1 + SLOPE) / 2);
            SDVariable errors = predicted.sub(graph.nn().softmax(logits, 1));
            SDVariable gradient =
                    errors.mmul(graph.transpose(outer)).mul(slopes).mmul(graph.transpose(inner));
            return graph.math().sign(gradient);
        }

        /** Adds how uncertain the prediction is for perturbed features, the mean over projections. */
        void addScore(SDVariable perturbed, boolean entropy) {
            SDVariable likely = graph.nn().softmax(logits(before(perturbed)), 1);
            SDVariable uncertain = entropy
                    ? likely.mul(graph.math().log(likely.add(SMALLEST))).sum(1).neg()
                    : likely.max(1).rsub(1);
            uncertain.reshape(-1, classes).mean(1).rename(SCORE);
        }
    }
}
