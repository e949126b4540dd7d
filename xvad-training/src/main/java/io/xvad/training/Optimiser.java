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

    /** The moments Adam keeps of one weight, and how the weight is treated. */
    private record Moments(INDArray state, AdamUpdater updater, double decay, INDArray decayed) {

        static Moments of(INDArray weight, WeightRule rule) {
            INDArray state = Nd4j.zeros(1, 2 * weight.length());
            AdamUpdater updater = (AdamUpdater) new Adam(rule.learningRate()).instantiate(state, true);
            return new Moments(state, updater, rule.decay(), weight.dup('c'));
        }

        /** The gradient of a weight becomes the step to be subtracted. */
        void step(INDArray weight, INDArray gradient, int steps, int epoch) {
            decayed.assign(weight).muli(decay);
            gradient.addi(decayed);
            updater.applyUpdater(gradient.reshape('c', 1, gradient.length()), steps, epoch);
            weight.subi(gradient);
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

    /** Takes one step and gives the loss before it. A loss that is not finite changes nothing. */
    public double step(Map<String, INDArray> inputs) {
        try (Gradients found = run(inputs)) {
            double value = loss(found) + penalise(found, inputs);
            if (Double.isFinite(value)) {
                moments.forEach(
                        (name, known) -> known.step(trainable.weight(name), gradient(found, name), steps, epoch));
                steps++;
            }
            return value;
        }
    }

    /** Gradients of loss and penalty by name of the weights, without a step. */
    public Gradients penalised(Map<String, INDArray> inputs) {
        Gradients found = run(inputs);
        penalise(found, inputs);
        return found;
    }

    /** Adds the penalty's gradients to those of the loss; its value. */
    private double penalise(Gradients found, Map<String, INDArray> inputs) {
        if (penalty.isEmpty()) {
            return 0;
        }
        GradientPenalty.Slope slope = penalty.get().of(found.gradients());
        penalty.get().stepped(found.gradients());
        new SecondDerivative(trainable, () -> run(inputs)).addTo(found.gradients(), slope.derivative());
        slope.derivative().values().forEach(INDArray::close);
        return slope.value();
    }

    private Gradients run(Map<String, INDArray> inputs) {
        if (!trainable.graph().getLossVariables().equals(List.of(loss))) {
            trainable.graph().setLossVariables(loss);
        }
        return trainable.gradients(inputs, List.of(loss), List.copyOf(moments.keySet()));
    }

    private double loss(Gradients found) {
        return Objects.requireNonNull(found.outputs().get(loss)).getDouble(0);
    }

    private static INDArray gradient(Gradients found, String name) {
        return Objects.requireNonNull(found.gradients().get(name), name);
    }

    /** The loss of these inputs; no step is taken. */
    public double loss(Map<String, INDArray> inputs) {
        return trainable.run(inputs, loss)[0];
    }

    /** All weights of the graph. */
    Map<String, float[]> weights() {
        return trainable.values();
    }

    /** Frees the memory of its steps. */
    void rest() {
        trainable.rest();
    }

    void setWeights(Map<String, float[]> weights) {
        trainable.restore(weights);
    }

    /** Weights and moments, to go on from. */
    State state() {
        Map<String, float[]> values = new LinkedHashMap<>();
        moments.forEach((name, known) -> values.put(name, Trainable.floats(known.state)));
        return new State(weights(), values, steps);
    }

    /**
     * Restores a state.
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
     * The state of the optimiser and of the weights it trains.
     *
     * @param weights values by name
     * @param moments Adam's first and second moments by name of the weights
     * @param steps steps made
     */
    record State(Map<String, float[]> weights, Map<String, float[]> moments, int steps) {}
}
