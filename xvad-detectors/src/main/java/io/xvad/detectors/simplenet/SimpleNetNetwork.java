package io.xvad.detectors.simplenet;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.detectors.featurenetwork.TrainingFeatures;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.training.BatchLearner;
import io.xvad.training.Layers;
import io.xvad.training.Mode;
import io.xvad.training.Optimiser;
import io.xvad.training.Split;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import io.xvad.training.layers.BatchNormalisation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.nd4j.autodiff.samediff.SDVariable;
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

    private static final String HELD_OUT_LOSS = "held-out-loss";
    private static final String ADAPTOR = "adaptor";
    private static final double MARGIN = 0.5;
    private static final double SLOPE = 0.2;
    private static final double WEIGHT_DECAY = 1e-5;
    private static final BatchNormalisation.Names NORMALISED =
            new BatchNormalisation.Names("norm-scale", "norm-shift", "running-mean", "running-variance");

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
        SDVariable rows = net.input(ROWS, dimension);
        SDVariable adapted = rows.mmul(net.weights(ADAPTOR, dimension, dimension, dimension, dimension));
        SDVariable both = net.graph().concat(0, adapted, adapted.add(net.input(NOISE, dimension)));
        SDVariable sign = net.input(SIGN, 1);
        hinge(discriminated(net, both, Mode.TRAINING), sign).rename(LOSS);
        hinge(discriminated(net, both, Mode.SCORING), sign).rename(HELD_OUT_LOSS);
        discriminated(net, adapted, Mode.SCORING).neg().reshape(-1).rename(SCORE);
        return net;
    }

    private static SDVariable hinge(SDVariable told, SDVariable sign) {
        return told.getSameDiff()
                .nn()
                .relu(told.mul(sign).rsub(MARGIN), 0)
                .mean()
                .mul(2);
    }

    private SDVariable discriminated(Trainable net, SDVariable adapted, Mode mode) {
        Layers layers = new Layers(net, mode);
        SDVariable seen = layers.dense("hidden", adapted, dimension, hidden);
        SDVariable normal = new BatchNormalisation(net, NORMALISED, hidden).rows(seen, mode);
        return net.graph().nn().leakyRelu(normal, SLOPE).mmul(net.weights("out", hidden, 1, hidden, 1));
    }

    /** The adaptor learns half as fast as the discriminator, as in the paper. */
    @Override
    public void train(Trainable net, TrainingFeatures features, FitRequest request) {
        Options options = request.options();
        double rate = options.get(SimpleNet.LEARNING_RATE);
        double noise = options.get(SimpleNet.NOISE);
        BatchLearner<float[]> learner = new BatchLearner<>(
                new Optimiser(net, LOSS, name -> name.equals(ADAPTOR) ? rate / 2 : rate, WEIGHT_DECAY)
                        .judgedBy(HELD_OUT_LOSS),
                Split.drawn(features.standardised(), request.seed()),
                options.get(TrainingOptions.BATCH),
                (images, random) -> batch(images, noise, random),
                inputs -> {});
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
}
