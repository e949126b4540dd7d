package io.xvad.detectors.simplenet;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.detectors.featurenetwork.TrainingFeatures;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.training.BatchLearner;
import io.xvad.training.Optimiser;
import io.xvad.training.Split;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Adaptor and discriminator of SimpleNet and their loss (Liu et al., 2023): a linear adaptor without
 * bias; a linear layer, batch normalisation, a leaky rectifier and a linear layer without bias. In training the batch
 * holds each adapted row twice, the second time with noise, and is normalised as one.
 *
 * @param positions rows of an image
 * @param dimension values in a row
 * @param hidden units of the discriminator's hidden layer
 */
record SimpleNetNetwork(int positions, int dimension, int hidden) implements FeatureNetwork {

    static final String NOISE = "noise";
    static final String SIGN = "sign";
    static final String LOSS = "loss";

    private static final String BATCH_MEAN = "batch-mean";
    private static final String BATCH_VARIANCE = "batch-variance";
    private static final String MEAN = "running-mean";
    private static final String VARIANCE = "running-variance";
    private static final String ADAPTOR = "adaptor";
    private static final double MARGIN = 0.5;
    private static final double SLOPE = 0.2;
    private static final double EPSILON = 1e-5;
    private static final double MOMENTUM = 0.1;
    private static final double WEIGHT_DECAY = 1e-5;

    SimpleNetNetwork(PatchExtractor extractor, Options options) {
        this(extractor.side() * extractor.side(), extractor.dimension(), options.get(SimpleNet.HIDDEN));
    }

    @Override
    public Map<String, long[]> inputs() {
        return Map.of(ROWS, new long[] {positions, dimension});
    }

    @Override
    public Map<String, INDArray> trainingInputs() {
        return Map.of(NOISE, Nd4j.zeros(1, dimension), SIGN, Nd4j.ones(2, 1));
    }

    @Override
    public Trainable graph(long seed) {
        Trainable net = new Trainable(seed);
        SameDiff graph = net.graph();
        SDVariable rows = net.input(ROWS, dimension);
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
                .rename(SCORE);
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

    /** The adaptor learns half as fast as the discriminator, as in the paper. */
    @Override
    public void train(Trainable net, TrainingFeatures features, FitRequest request) {
        Options options = request.options();
        double rate = options.get(SimpleNet.LEARNING_RATE);
        double noise = options.get(SimpleNet.NOISE);
        BatchLearner<float[]> learner = new BatchLearner<>(
                new Optimiser(net, LOSS, name -> name.equals(ADAPTOR) ? rate / 2 : rate, WEIGHT_DECAY),
                Split.drawn(features.standardised(), request.seed()),
                options.get(TrainingOptions.BATCH),
                (images, random) -> batch(images, noise, random),
                inputs -> moveStatistics(net, inputs));
        TrainingLoop.of(options, SimpleNet.EPOCHS, request.seed()).run(learner, request.progress());
    }

    /** Rows of images, the noise that makes anomalous ones of them, and which is which. */
    private Map<String, INDArray> batch(List<float[]> images, double noise, UniformRandomProvider random) {
        INDArray rows = FeatureNetwork.matrix(images, dimension);
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        float[] noises = new float[Math.toIntExact(rows.length())];
        for (int i = 0; i < noises.length; i++) {
            noises[i] = (float) (noise * gaussian.sample());
        }
        int count = noises.length / dimension;
        float[] signs = new float[2 * count];
        for (int i = 0; i < signs.length; i++) {
            signs[i] = i < count ? 1 : -1;
        }
        Map<String, INDArray> inputs = new HashMap<>();
        inputs.put(ROWS, rows);
        inputs.put(NOISE, FeatureNetwork.matrix(noises, dimension));
        inputs.put(SIGN, Nd4j.create(signs, new long[] {signs.length, 1}, 'c'));
        return inputs;
    }

    /** Moves the running statistics of the normalisation towards those of a batch. */
    private static void moveStatistics(Trainable net, Map<String, INDArray> inputs) {
        Map<String, float[]> ofBatch = net.run(inputs, List.of(BATCH_MEAN, BATCH_VARIANCE));
        move(net, MEAN, Objects.requireNonNull(ofBatch.get(BATCH_MEAN)));
        move(net, VARIANCE, Objects.requireNonNull(ofBatch.get(BATCH_VARIANCE)));
    }

    private static void move(Trainable net, String name, float[] ofBatch) {
        float[] running = net.value(name);
        for (int i = 0; i < running.length; i++) {
            running[i] += (float) (MOMENTUM * (ofBatch[i] - running[i]));
        }
        net.keep(name, running);
    }
}
