package io.xvad.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains a graph on batches of examples in an order drawn anew each epoch.
 *
 * @param <E> an example
 */
public final class BatchLearner<E> implements Learner {

    private static final long HELD_OUT = 77;

    /** What goes into the graph for some examples. */
    @FunctionalInterface
    public interface Inputs<E> {
        /** Values of the inputs by name, whose memory is freed after the step. */
        Map<String, INDArray> of(List<E> examples, UniformRandomProvider random);
    }

    /** Hears of each step. */
    @FunctionalInterface
    public interface AfterStep {
        /** Called with what went into the graph. */
        void stepped(Map<String, INDArray> inputs);
    }

    private final Optimiser optimiser;
    private final List<E> train;
    private final List<E> heldOut;
    private final int batch;
    private final Inputs<E> inputs;
    private final AfterStep afterStep;

    /** A learner; {@code heldOut} may be empty. */
    public BatchLearner(
            Optimiser optimiser, List<E> train, List<E> heldOut, int batch, Inputs<E> inputs, AfterStep afterStep) {
        this.optimiser = optimiser;
        this.train = List.copyOf(train);
        this.heldOut = List.copyOf(heldOut);
        this.batch = batch;
        this.inputs = inputs;
        this.afterStep = afterStep;
    }

    /** How many of so many training images are held out: a tenth, none of fewer than five. */
    public static int heldOut(int images) {
        return images < 5 ? 0 : Math.max(1, images / 10);
    }

    @Override
    public double epoch(UniformRandomProvider random) {
        List<E> order = new ArrayList<>(train);
        ListSampler.shuffle(random, order);
        double sum = 0;
        int steps = 0;
        for (int start = 0; start < order.size(); start += batch) {
            List<E> some = order.subList(start, Math.min(order.size(), start + batch));
            Map<String, INDArray> values = inputs.of(some, random);
            sum += optimiser.step(values);
            afterStep.stepped(values);
            values.values().forEach(INDArray::close);
            steps++;
        }
        return sum / steps;
    }

    @Override
    public double heldOutLoss() {
        if (heldOut.isEmpty()) {
            return Double.NaN;
        }
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(HELD_OUT);
        double sum = 0;
        for (int start = 0; start < heldOut.size(); start += batch) {
            List<E> some = heldOut.subList(start, Math.min(heldOut.size(), start + batch));
            Map<String, INDArray> values = inputs.of(some, random);
            sum += some.size() * optimiser.loss(values);
            values.values().forEach(INDArray::close);
        }
        return sum / heldOut.size();
    }

    @Override
    public Optimiser optimiser() {
        return optimiser;
    }
}
