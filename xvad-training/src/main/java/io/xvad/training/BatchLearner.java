package io.xvad.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains on batches of examples in an order drawn anew each epoch: one optimiser, or several that take turns on each batch.
 *
 * @param <E> an example
 */
public final class BatchLearner<E> implements Learner {

    private static final long HELD_OUT = 77;
    private static final String ONLY = "network";

    /** Makes the inputs of the graph for some examples. */
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

        /** Optimisers it steps itself, by name, whose state is kept in checkpoints; by default none. */
        default Map<String, Optimiser> optimisers() {
            return Map.of();
        }

        /** The state besides weights that changes from step to step, by name; by default nothing. */
        default Map<String, float[]> state() {
            return Map.of();
        }

        /** Restores what {@link #state()} gave. */
        default void restore(Map<String, float[]> state) {}
    }

    /**
     * One optimiser's part in the training on a batch.
     *
     * @param name in kebab-case
     * @param optimiser makes a step
     * @param inputs what goes into its graph
     */
    public record Turn<E>(String name, Optimiser optimiser, Inputs<E> inputs) {}

    private final List<Turn<E>> turns;
    private final Split<E> examples;
    private final int batch;
    private final AfterStep afterStep;
    private final int drawn;
    private final boolean last;
    private final boolean joins;

    /**
     * A learner of several optimisers.
     *
     * @param turns on each batch, one after the other; what comes first is judged by its loss
     * @param batch examples in a step
     * @param afterStep hears of the first one's steps, before the next has its turn
     */
    public BatchLearner(List<Turn<E>> turns, Split<E> examples, int batch, AfterStep afterStep) {
        this(turns, examples, batch, afterStep, examples.train().size(), false, false);
    }

    private BatchLearner(
            List<Turn<E>> turns,
            Split<E> examples,
            int batch,
            AfterStep afterStep,
            int drawn,
            boolean last,
            boolean joins) {
        if (turns.isEmpty()) {
            throw new IllegalArgumentException("a learner needs at least one optimiser, got none");
        }
        this.turns = List.copyOf(turns);
        this.examples = examples;
        this.batch = batch;
        this.afterStep = afterStep;
        this.drawn = drawn;
        this.last = last;
        this.joins = joins;
    }

    /** A learner of one optimiser. */
    public BatchLearner(Optimiser optimiser, Split<E> examples, int batch, Inputs<E> inputs, AfterStep afterStep) {
        this(List.of(new Turn<>(ONLY, optimiser, inputs)), examples, batch, afterStep);
    }

    /** A learner of one optimiser; {@code heldOut} may be empty. */
    public BatchLearner(
            Optimiser optimiser, List<E> train, List<E> heldOut, int batch, Inputs<E> inputs, AfterStep afterStep) {
        this(optimiser, new Split<>(train, heldOut), batch, inputs, afterStep);
    }

    /**
     * The same learner with epochs of so many examples, however many there are: all of them in an order drawn anew, as often as is needed.
     *
     * @throws IllegalArgumentException if below 1
     */
    public BatchLearner<E> drawing(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("an epoch needs at least 1 example, got " + count);
        }
        return new BatchLearner<>(turns, examples, batch, afterStep, count, last, joins);
    }

    /** The same learner, whose training ends with the last weights and not with those of the lowest loss. */
    public BatchLearner<E> keepingLast() {
        return new BatchLearner<>(turns, examples, batch, afterStep, drawn, true, joins);
    }

    /**
     * The same learner, of which the last example of an epoch joins the batch before it where it would be a batch of its own: batch
     * normalisation has no variance of one.
     */
    public BatchLearner<E> joiningSingle() {
        return new BatchLearner<>(turns, examples, batch, afterStep, drawn, last, true);
    }

    @Override
    public boolean keepsLast() {
        return last;
    }

    /** How many of so many training images are held out: a tenth, none of fewer than five. */
    public static int heldOut(int images) {
        return images < 5 ? 0 : Math.max(1, images / 10);
    }

    @Override
    public double epoch(UniformRandomProvider random) {
        List<E> order = order(random);
        double sum = 0;
        int steps = 0;
        for (int start = 0, end; start < order.size(); start = end) {
            end = end(start, order.size());
            sum += step(order.subList(start, end), random);
            steps++;
        }
        return sum / steps;
    }

    private int end(int start, int size) {
        int end = Math.min(size, start + batch);
        return joins && end == size - 1 ? size : end;
    }

    private List<E> order(UniformRandomProvider random) {
        List<E> order = new ArrayList<>();
        do {
            List<E> all = new ArrayList<>(examples.train());
            ListSampler.shuffle(random, all);
            order.addAll(all);
        } while (order.size() < drawn);
        return order.subList(0, drawn);
    }

    /** The loss of the first. */
    private double step(List<E> some, UniformRandomProvider random) {
        double first = Double.NaN;
        for (Turn<E> turn : turns) {
            Map<String, INDArray> values = turn.inputs.of(some, random);
            double loss = turn.optimiser.step(values);
            if (turn == turns.get(0)) {
                first = loss;
                afterStep.stepped(values);
            }
            values.values().forEach(INDArray::close);
        }
        return first;
    }

    @Override
    public double heldOutLoss() {
        List<E> heldOut = examples.heldOut();
        if (heldOut.isEmpty()) {
            return Double.NaN;
        }
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(HELD_OUT);
        Turn<E> judged = turns.get(0);
        double sum = 0;
        for (int start = 0; start < heldOut.size(); start += batch) {
            List<E> some = heldOut.subList(start, Math.min(heldOut.size(), start + batch));
            Map<String, INDArray> values = judged.inputs.of(some, random);
            sum += some.size() * judged.optimiser.loss(values);
            values.values().forEach(INDArray::close);
        }
        return sum / heldOut.size();
    }

    @Override
    public Map<String, Optimiser> optimisers() {
        Map<String, Optimiser> all = new LinkedHashMap<>(afterStep.optimisers());
        turns.forEach(turn -> all.put(turn.name, turn.optimiser));
        return all;
    }

    @Override
    public Map<String, float[]> state() {
        return afterStep.state();
    }

    @Override
    public void restore(Map<String, float[]> state) {
        afterStep.restore(state);
    }
}
