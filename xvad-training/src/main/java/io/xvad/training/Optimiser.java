package io.xvad.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Adam, or gradient descent with momentum, over the weights of a graph, or over some of them. Optimisers of several losses may take turns
 * on one graph; its backward pass is then built anew at each turn, which a graph of its own for each loss avoids. Not
 * thread-safe.
 */
public final class Optimiser {

    private final Trainable trainable;
    private final String loss;
    private final List<String> trained;
    private final List<String> followed;
    private final List<WeightGroup> groups;
    private Optional<GradientPenalty> penalty = Optional.empty();
    private String judged;
    private int steps;
    private int epoch;

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
        this.judged = loss;
        trainable.graph().setLossVariables(loss);
        Map<String, INDArray> weights = new LinkedHashMap<>();
        Map<String, WeightRule> ruled = new LinkedHashMap<>();
        for (String name : trainable.names()) {
            WeightRule rule = rules.apply(name);
            if (rule.trained()) {
                weights.put(name, trainable.weight(name));
                ruled.put(name, rule);
            }
        }
        trained = List.copyOf(weights.keySet());
        followed = trainable.followed().names(Dependencies.of(trainable.graph(), List.of(loss)));
        groups = WeightGroup.of(weights, ruled);
        if (trained.isEmpty()) {
            throw new IllegalArgumentException(
                    "an optimiser needs a weight to train, all are frozen: " + trainable.names());
        }
    }

    /** Adds a penalty on the gradients to the loss. */
    public Optimiser with(GradientPenalty penalty) {
        this.penalty = Optional.of(penalty);
        return this;
    }

    /**
     * Judges by another scalar than the loss of its steps: the same loss of a network as it is when scoring.
     *
     * @param other name of the scalar
     */
    public Optimiser judgedBy(String other) {
        judged = other;
        return this;
    }

    /** Says which epoch begins, from 0. */
    void begin(int epoch) {
        this.epoch = epoch;
    }

    /**
     * Takes one step and gives the loss before it; what follows values of the batches moves too. A loss that is not finite changes
     * nothing.
     */
    public double step(Map<String, INDArray> inputs) {
        try (Gradients found = run(inputs)) {
            double value = loss(found) + penalise(found, inputs);
            if (Double.isFinite(value)) {
                groups.forEach(group -> group.step(found.gradients(), steps, epoch));
                trainable.followed().move(followed, found.outputs());
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
        new SecondDerivative(trainable, () -> run(inputs)).addTo(found.gradients(), slope.derivative());
        penalty.get().stepped(found.gradients());
        slope.derivative().values().forEach(INDArray::close);
        return slope.value();
    }

    private Gradients run(Map<String, INDArray> inputs) {
        if (!trainable.graph().getLossVariables().equals(List.of(loss))) {
            trainable.graph().setLossVariables(loss);
        }
        List<String> wanted = new ArrayList<>(followed);
        wanted.add(loss);
        return trainable.planned(inputs, wanted, trained);
    }

    private double loss(Gradients found) {
        return Objects.requireNonNull(found.outputs().get(loss)).getDouble(0);
    }

    /** The loss of these inputs, or what is judged by instead; no step is taken. */
    public double loss(Map<String, INDArray> inputs) {
        return trainable.run(inputs, judged)[0];
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
        groups.forEach(group -> values.putAll(group.moments()));
        return new State(weights(), values, steps);
    }

    /**
     * Restores a state.
     *
     * @throws io.xvad.core.XvadModelException if it is of another graph
     */
    void restore(State state) {
        setWeights(state.weights);
        groups.forEach(group -> group.restore(state.moments));
        steps = state.steps;
    }

    /**
     * The state of the optimiser and of the weights it trains.
     *
     * @param weights values by name
     * @param moments what is remembered of the gradients, by name of the weights
     * @param steps steps made
     */
    record State(Map<String, float[]> weights, Map<String, float[]> moments, int steps) {}
}
