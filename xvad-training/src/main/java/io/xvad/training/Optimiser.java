package io.xvad.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Adam (Kingma and Ba 2015) over the weights of a graph, or over some of them. Optimisers of several losses may take turns
 * on one graph; its backward pass is then built anew at each turn, which a graph of its own for each loss avoids. Not
 * thread-safe.
 */
public final class Optimiser {

    private final Trainable trainable;
    private final String loss;
    private final Map<String, Moments> moments = new LinkedHashMap<>();
    private Optional<GradientPenalty> penalty = Optional.empty();
    private int steps;
    private int epoch;

    /** What Adam knows of one weight, and how it is treated. */
    private record Moments(INDArray state, AdamUpdater updater, double decay) {

        static Moments of(INDArray weight, WeightRule rule) {
            INDArray state = Nd4j.zeros(1, 2 * weight.length());
            AdamUpdater updater = (AdamUpdater) new Adam(rule.learningRate()).instantiate(state, true);
            return new Moments(state, updater, rule.decay());
        }

        float[] values() {
            return Trainable.freed(state.dup('c'));
        }
    }

    /**
     * An optimiser of all weights.
     *
     * @param loss name of the scalar that is to become small; it is marked as the loss of the graph
     * @param learningRate step by name of the weights
     * @param weightDecay share of the weights that is added to their gradient
     */
    public Optimiser(Trainable trainable, String loss, ToDoubleFunction<String> learningRate, double weightDecay) {
        this(trainable, name -> WeightRule.of(learningRate.applyAsDouble(name)).withDecay(weightDecay), loss);
    }

    /**
     * An optimiser of all weights, whose step changes with the epoch.
     *
     * @param loss name of the scalar that is to become small; it is marked as the loss of the graph
     * @param learningRate step by epoch, for all weights
     */
    public Optimiser(Trainable trainable, String loss, ISchedule learningRate) {
        this(trainable, name -> WeightRule.of(learningRate), loss);
    }

    /**
     * An optimiser with a learning rate and a decay for each weight, which leaves some alone.
     *
     * @param rules by name of the weight
     * @param loss name of the scalar that is to become small; it is marked as the loss of the graph
     * @throws IllegalArgumentException if all weights are frozen
     */
    public Optimiser(Trainable trainable, Function<String, WeightRule> rules, String loss) {
        this.trainable = trainable;
        this.loss = loss;
        trainable.graph().setLossVariables(loss);
        for (String name : trainable.names()) {
            WeightRule rule = rules.apply(name);
            if (rule.trained()) {
                moments.put(name, Moments.of(trainable.weight(name), rule));
            }
        }
        if (moments.isEmpty()) {
            throw new IllegalArgumentException(
                    "an optimiser needs a weight to train, all are frozen: " + trainable.names());
        }
    }

    /** Adds a penalty on the gradients to the loss. */
    public Optimiser with(GradientPenalty penalty) {
        this.penalty = Optional.of(penalty);
        return this;
    }

    /** Says which epoch begins, from 0. */
    void begin(int epoch) {
        this.epoch = epoch;
    }

    /** One step; the loss before it. A loss that is not finite changes nothing. */
    public double step(Map<String, INDArray> inputs) {
        Found found = constrained(inputs);
        if (Double.isFinite(found.loss)) {
            found.gradients.forEach(this::update);
            steps++;
        }
        close(found.gradients);
        return found.loss;
    }

    /** Gradients of loss and penalty by name of the weights, without a step; native arrays, which are the caller's to close. */
    public Map<String, INDArray> penalised(Map<String, INDArray> inputs) {
        return constrained(inputs).gradients;
    }

    private Found constrained(Map<String, INDArray> inputs) {
        Found found = gradients(inputs);
        if (penalty.isEmpty()) {
            return found;
        }
        GradientPenalty.Slope slope = penalty.get().of(found.gradients);
        penalty.get().stepped(found.gradients);
        new SecondDerivative(trainable, () -> gradients(inputs).gradients).addTo(found.gradients, slope.derivative());
        close(slope.derivative());
        return new Found(found.loss + slope.value(), found.gradients);
    }

    private Found gradients(Map<String, INDArray> inputs) {
        List<String> names = List.copyOf(moments.keySet());
        if (!trainable.graph().getLossVariables().equals(List.of(loss))) {
            trainable.graph().setLossVariables(loss);
        }
        Gradients found = trainable.gradients(inputs, List.of(loss), names);
        Map<String, INDArray> gradients = new LinkedHashMap<>();
        names.forEach(name ->
                gradients.put(name, Objects.requireNonNull(found.gradients().get(name), name)));
        float[] value = Trainable.freed(Objects.requireNonNull(found.outputs().get(loss)));
        return new Found(value[0], gradients);
    }

    private record Found(double loss, Map<String, INDArray> gradients) {}

    private void update(String name, INDArray gradient) {
        INDArray weight = trainable.weight(name);
        Moments known = Objects.requireNonNull(moments.get(name));
        try (INDArray step = gradient.dup('c');
                INDArray decay = weight.mul(known.decay)) {
            step.addi(decay);
            known.updater.applyUpdater(step.reshape('c', 1, step.length()), steps, epoch);
            weight.subi(step);
        }
    }

    private static void close(Map<String, INDArray> arrays) {
        arrays.values().forEach(INDArray::close);
    }

    /** The loss without a step. */
    public double loss(Map<String, INDArray> inputs) {
        return trainable.run(inputs, loss)[0];
    }

    /** All weights of the graph. */
    Map<String, float[]> weights() {
        return trainable.values();
    }

    void setWeights(Map<String, float[]> weights) {
        trainable.restore(weights);
    }

    /** Weights and moments, to go on from. */
    State state() {
        Map<String, float[]> values = new LinkedHashMap<>();
        moments.forEach((name, known) -> values.put(name, known.values()));
        return new State(weights(), values, steps);
    }

    /**
     * Goes on from there.
     *
     * @throws io.xvad.core.XvadModelException if it is of another graph
     */
    void restore(State state) {
        setWeights(state.weights);
        moments.forEach((name, known) ->
                Trainable.assign(known.state, Trainable.saved(state.moments, name, known.state.length())));
        steps = state.steps;
    }

    /**
     * Where a training stands.
     *
     * @param weights values by name
     * @param moments Adam's first and second moments by name of the weights
     * @param steps steps made
     */
    record State(Map<String, float[]> weights, Map<String, float[]> moments, int steps) {}
}
