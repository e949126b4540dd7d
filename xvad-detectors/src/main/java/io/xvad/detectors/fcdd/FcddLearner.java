package io.xvad.detectors.fcdd;

import io.xvad.detectors.heads.Head;
import io.xvad.detectors.learn.Learner;
import io.xvad.detectors.learn.Optimiser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Trains the head on normal and defective examples. */
final class FcddLearner implements Learner {

    private final Optimiser optimiser;
    private final List<Exposure> train;
    private final List<Exposure> heldOut;
    private final int dimension;
    private final int batch;

    FcddLearner(Optimiser optimiser, List<Exposure> train, List<Exposure> heldOut, int dimension, int batch) {
        this.optimiser = optimiser;
        this.train = train;
        this.heldOut = heldOut;
        this.dimension = dimension;
        this.batch = batch;
    }

    @Override
    public double epoch(UniformRandomProvider random) {
        List<Exposure> order = new ArrayList<>(train);
        ListSampler.shuffle(random, order);
        double sum = 0;
        int steps = 0;
        for (int start = 0; start < order.size(); start += batch) {
            sum += optimiser.step(inputs(order.subList(start, Math.min(order.size(), start + batch))));
            steps++;
        }
        return sum / steps;
    }

    @Override
    public double heldOutLoss() {
        return heldOut.isEmpty() ? Double.NaN : optimiser.loss(inputs(heldOut));
    }

    @Override
    public Optimiser optimiser() {
        return optimiser;
    }

    private Map<String, INDArray> inputs(List<Exposure> examples) {
        int positions = examples.get(0).mask().length;
        float[] rows = new float[examples.size() * positions * dimension];
        float[] masks = new float[examples.size() * positions];
        float[] labels = new float[examples.size()];
        for (int i = 0; i < labels.length; i++) {
            System.arraycopy(examples.get(i).rows(), 0, rows, i * positions * dimension, positions * dimension);
            System.arraycopy(examples.get(i).mask(), 0, masks, i * positions, positions);
            labels[i] = examples.get(i).anomalous() ? 1 : 0;
        }
        Map<String, INDArray> inputs = new HashMap<>();
        inputs.put(Head.ROWS, Head.matrix(rows, dimension));
        inputs.put(FcddGraph.MASKS, Nd4j.create(masks, new long[] {labels.length, positions}, 'c'));
        inputs.put(FcddGraph.LABELS, Nd4j.createFromArray(labels));
        return inputs;
    }
}
