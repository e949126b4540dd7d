package io.xvad.detectors.simplenet;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.Options;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.detectors.featurenetwork.KeptRows;
import io.xvad.detectors.featurenetwork.TrainingFeatures;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.training.BatchLearner;
import io.xvad.training.Mode;
import io.xvad.training.Optimiser;
import io.xvad.training.Split;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import io.xvad.training.WeightRule;
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
 * Adaptor and discriminator of SimpleNet and their loss (Liu et al., 2023): a linear adaptor without bias, which starts as the
 * identity; a linear layer, batch normalisation, a leaky rectifier and a linear layer without bias. In training the batch
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

    private static final BatchNormalisation.Names NORM =
            new BatchNormalisation.Names("norm-scale", "norm-shift", "running-mean", "running-variance");
    private static final String ADAPTOR = "adaptor";
    private static final double ADAPTOR_SHARE = 0.01;
    private static final double MARGIN = 0.5;
    private static final double SLOPE = 0.2;

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
        SDVariable adapted = net.input(ROWS, dimension).mmul(net.identity(ADAPTOR, dimension));
        SDVariable both = net.graph().concat(0, adapted, adapted.add(net.input(NOISE, dimension)));
        SDVariable told = discriminated(net, both, Mode.TRAINING);
        SDVariable sign = net.input(SIGN, 1);
        net.graph().nn().relu(told.mul(sign).rsub(MARGIN), 0).mean().mul(2).rename(LOSS);
        discriminated(net, adapted, Mode.SCORING).neg().reshape(-1).rename(SCORE);
        return net;
    }

    private SDVariable discriminated(Trainable net, SDVariable rows, Mode mode) {
        SDVariable weights = net.weights("hidden", dimension, hidden, dimension, hidden);
        SDVariable linear = rows.mmul(weights).add(net.constant("hidden-bias", 0, 1, hidden));
        SDVariable normal = new BatchNormalisation(net, NORM, hidden).rows(linear, mode);
        return net.graph().nn().leakyRelu(normal, SLOPE).mmul(net.weights("out", hidden, 1, hidden, 1));
    }

    /**
     * The adaptor learns a hundredth as fast as the discriminator: with the paper's half of it, Adam makes it enlarge the features
     * until the noise is too small to matter beside them.
     */
    @Override
    public void train(Trainable net, TrainingFeatures features, FitRequest request) {
        Options options = request.options();
        double noise = options.get(SimpleNet.NOISE);
        int places = Math.min(positions, options.get(SimpleNet.PLACES));
        BatchLearner<KeptRows> learner = new BatchLearner<>(
                new Optimiser(net, name -> rule(name, options), LOSS),
                new Split<>(features.rows(), List.of()),
                options.get(SimpleNet.BATCH),
                (images, random) -> batch(features.drawn(images, places, random), noise, random),
                inputs -> {});
        TrainingLoop.toTheEnd(options, SimpleNet.EPOCHS, request.seed()).run(learner, request.progress());
    }

    private static WeightRule rule(String name, Options options) {
        double rate = options.get(SimpleNet.LEARNING_RATE) * (name.equals(ADAPTOR) ? ADAPTOR_SHARE : 1);
        return WeightRule.falling(rate, options.get(SimpleNet.EPOCHS));
    }

    /** Normal rows, the noise that makes anomalous ones of them, and which is which. */
    private Map<String, INDArray> batch(float[] rows, double noise, UniformRandomProvider random) {
        Map<String, INDArray> inputs = new HashMap<>();
        inputs.put(ROWS, FeatureNetwork.matrix(rows, dimension));
        inputs.put(NOISE, FeatureNetwork.matrix(noise(rows.length, noise, random), dimension));
        inputs.put(SIGN, signs(rows.length / dimension));
        return inputs;
    }

    private static float[] noise(int count, double deviation, UniformRandomProvider random) {
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        float[] noise = new float[count];
        for (int i = 0; i < count; i++) {
            noise[i] = (float) (deviation * gaussian.sample());
        }
        return noise;
    }

    private static INDArray signs(int count) {
        float[] signs = new float[2 * count];
        for (int i = 0; i < signs.length; i++) {
            signs[i] = i < count ? 1 : -1;
        }
        return Nd4j.create(signs, new long[] {signs.length, 1}, 'c');
    }
}
