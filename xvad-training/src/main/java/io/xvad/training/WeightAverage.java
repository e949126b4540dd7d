package io.xvad.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An average of the weights of a graph over the steps of its training, in which later steps count more: after step n, from 0, it keeps a
 * share {@code d = min(decay, (1 + n) / (10 + n))} of itself and takes {@code 1 - d} of the weights, so that the weights before training
 * soon no longer count. Values that are kept and not trained are left as they are. Part of checkpoints. Not thread-safe.
 */
public final class WeightAverage implements BatchLearner.AfterStep {

    private static final String STEPS = "average-steps";
    private static final String PREFIX = "average-of-";

    private final Trainable net;
    private final double decay;
    private final Map<String, INDArray> averages = new LinkedHashMap<>();
    private int steps;

    /**
     * The average that begins at the present weights.
     *
     * @param net whose weights are averaged, all of which are there
     * @param decay from 0, the last weights alone, to less than 1
     * @throws IllegalArgumentException if the decay is out of range
     */
    public WeightAverage(Trainable net, double decay) {
        if (!(decay >= 0 && decay < 1)) {
            throw new IllegalArgumentException(
                    "the decay of an average of weights must be from 0 to less than 1, got " + decay);
        }
        this.net = net;
        this.decay = decay;
        net.names().forEach(name -> averages.put(name, net.weight(name).dup('c')));
    }

    @Override
    public void stepped(Map<String, INDArray> inputs) {
        double kept = Math.min(decay, (1.0 + steps) / (10.0 + steps));
        averages.forEach((name, average) -> {
            try (INDArray taken = net.weight(name).mul(1 - kept)) {
                average.muli(kept).addi(taken);
            }
        });
        steps++;
    }

    /** Sets the weights of the graph to their averages, at the end of a training. */
    public void set() {
        averages.forEach((name, average) -> net.weight(name).assign(average));
    }

    @Override
    public Map<String, float[]> state() {
        Map<String, float[]> state = new LinkedHashMap<>();
        averages.forEach((name, average) -> state.put(PREFIX + name, Trainable.floats(average)));
        state.put(STEPS, new float[] {steps});
        return state;
    }

    @Override
    public void restore(Map<String, float[]> state) {
        averages.forEach(
                (name, average) -> Trainable.assign(average, Trainable.saved(state, PREFIX + name, average.length())));
        steps = (int) Objects.requireNonNull(state.get(STEPS))[0];
    }
}
