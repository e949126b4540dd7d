package io.xvad.detectors.reconstruction;

import io.xvad.detectors.learn.Learner;
import io.xvad.detectors.learn.Optimiser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trains a network on batches of pictures. */
final class PictureLearner implements Learner {

    private static final long HELD_OUT = 77;

    /** What goes into the graph for some pictures. */
    @FunctionalInterface
    interface Inputs {
        Map<String, INDArray> of(List<float[]> pictures, UniformRandomProvider random);
    }

    private final Optimiser optimiser;
    private final List<float[]> train;
    private final List<float[]> heldOut;
    private final int batch;
    private final Inputs inputs;

    PictureLearner(Optimiser optimiser, TrainingPictures pictures, int batch, Inputs inputs) {
        this.optimiser = optimiser;
        int split = pictures.pictures().size() - pictures.heldOut();
        this.train = pictures.pictures().subList(0, split);
        this.heldOut = pictures.pictures().subList(split, pictures.pictures().size());
        this.batch = batch;
        this.inputs = inputs;
    }

    @Override
    public double epoch(UniformRandomProvider random) {
        List<float[]> order = new ArrayList<>(train);
        ListSampler.shuffle(random, order);
        double sum = 0;
        int steps = 0;
        for (int start = 0; start < order.size(); start += batch) {
            List<float[]> some = order.subList(start, Math.min(order.size(), start + batch));
            sum += optimiser.step(inputs.of(some, random));
            steps++;
        }
        return sum / steps;
    }

    @Override
    public double heldOutLoss() {
        return heldOut.isEmpty()
                ? Double.NaN
                : optimiser.loss(inputs.of(heldOut, RandomSource.XO_SHI_RO_256_PP.create(HELD_OUT)));
    }

    @Override
    public Optimiser optimiser() {
        return optimiser;
    }
}
