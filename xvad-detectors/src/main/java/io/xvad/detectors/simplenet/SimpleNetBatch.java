package io.xvad.detectors.simplenet;

import io.xvad.detectors.heads.Head;
import io.xvad.training.Trainable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What SimpleNet is shown in a step, and what it remembers of it.
 *
 * @param net the graph
 * @param dimension values in a row
 * @param noise standard deviation of the noise
 */
record SimpleNetBatch(Trainable net, int dimension, double noise) {

    private static final double MOMENTUM = 0.1;

    /** Moves the running statistics of the normalisation towards those of a batch. */
    void follow(Map<String, INDArray> inputs) {
        Map<String, INDArray> batchStatistics =
                net.graph().output(inputs, SimpleNetGraph.BATCH_MEAN, SimpleNetGraph.BATCH_VARIANCE);
        follow(SimpleNetGraph.MEAN, Objects.requireNonNull(batchStatistics.get(SimpleNetGraph.BATCH_MEAN)));
        follow(SimpleNetGraph.VARIANCE, Objects.requireNonNull(batchStatistics.get(SimpleNetGraph.BATCH_VARIANCE)));
    }

    private void follow(String name, INDArray now) {
        float[] running = net.value(name);
        float[] current = now.dup('c').data().asFloat();
        for (int i = 0; i < running.length; i++) {
            running[i] += (float) (MOMENTUM * (current[i] - running[i]));
        }
        net.keep(name, running);
    }

    /** Rows of images, the noise that makes anomalous ones of them, and which is which. */
    Map<String, INDArray> inputs(List<float[]> images, UniformRandomProvider random) {
        INDArray rows = Head.matrix(images, dimension);
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
        inputs.put(Head.ROWS, rows);
        inputs.put(SimpleNetGraph.NOISE, Head.matrix(noises, dimension));
        inputs.put(SimpleNetGraph.SIGN, Nd4j.create(signs, new long[] {signs.length, 1}, 'c'));
        return inputs;
    }
}
