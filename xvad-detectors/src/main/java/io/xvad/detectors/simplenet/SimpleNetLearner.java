package io.xvad.detectors.simplenet;

import io.xvad.detectors.heads.Head;
import io.xvad.detectors.learn.Learner;
import io.xvad.detectors.learn.Optimiser;
import io.xvad.detectors.learn.Trainable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Trains the adaptor and discriminator on standardised rows of normal images. */
final class SimpleNetLearner implements Learner {

    private static final double MOMENTUM = 0.1;
    private static final long HELD_OUT_NOISE = 77;

    private final Trainable net;
    private final Optimiser optimiser;
    private final List<float[]> train;
    private final List<float[]> heldOut;
    private final int dimension;
    private final int batch;
    private final double noise;

    SimpleNetLearner(
            Trainable net,
            Optimiser optimiser,
            List<float[]> train,
            List<float[]> heldOut,
            int dimension,
            int batch,
            double noise) {
        this.net = net;
        this.optimiser = optimiser;
        this.train = train;
        this.heldOut = heldOut;
        this.dimension = dimension;
        this.batch = batch;
        this.noise = noise;
    }

    @Override
    public double epoch(UniformRandomProvider random) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, train.size()).boxed().toList());
        ListSampler.shuffle(random, order);
        double sum = 0;
        int steps = 0;
        for (int start = 0; start < order.size(); start += batch) {
            List<float[]> images = order.subList(start, Math.min(order.size(), start + batch)).stream()
                    .map(train::get)
                    .toList();
            Map<String, INDArray> inputs = inputs(images, random);
            sum += optimiser.step(inputs);
            follow(inputs);
            steps++;
        }
        return sum / steps;
    }

    /** Moves the running statistics of the normalisation towards those of a batch. */
    private void follow(Map<String, INDArray> inputs) {
        Map<String, INDArray> batchStatistics =
                net.graph().output(inputs, SimpleNetGraph.BATCH_MEAN, SimpleNetGraph.BATCH_VARIANCE);
        follow(SimpleNetGraph.MEAN, Objects.requireNonNull(batchStatistics.get(SimpleNetGraph.BATCH_MEAN)));
        follow(SimpleNetGraph.VARIANCE, Objects.requireNonNull(batchStatistics.get(SimpleNetGraph.BATCH_VARIANCE)));
    }

    private void follow(String name, INDArray now) {
        float[] running = Objects.requireNonNull(net.values().get(name));
        float[] current = now.dup('c').data().asFloat();
        for (int i = 0; i < running.length; i++) {
            running[i] += (float) (MOMENTUM * (current[i] - running[i]));
        }
        net.keep(name, running);
    }

    @Override
    public double heldOutLoss() {
        return heldOut.isEmpty()
                ? Double.NaN
                : optimiser.loss(inputs(heldOut, RandomSource.XO_SHI_RO_256_PP.create(HELD_OUT_NOISE)));
    }

    @Override
    public Optimiser optimiser() {
        return optimiser;
    }

    private Map<String, INDArray> inputs(List<float[]> images, UniformRandomProvider random) {
        int perImage = images.get(0).length;
        float[] rows = new float[images.size() * perImage];
        for (int i = 0; i < images.size(); i++) {
            System.arraycopy(images.get(i), 0, rows, i * perImage, perImage);
        }
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        float[] noises = new float[rows.length];
        for (int i = 0; i < noises.length; i++) {
            noises[i] = (float) (noise * gaussian.sample());
        }
        int count = rows.length / dimension;
        float[] signs = new float[2 * count];
        for (int i = 0; i < signs.length; i++) {
            signs[i] = i < count ? 1 : -1;
        }
        Map<String, INDArray> inputs = new HashMap<>();
        inputs.put(Head.ROWS, Head.matrix(rows, dimension));
        inputs.put(SimpleNetGraph.NOISE, Head.matrix(noises, dimension));
        inputs.put(SimpleNetGraph.SIGN, Nd4j.create(signs, new long[] {signs.length, 1}, 'c'));
        return inputs;
    }
}
